// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Indices into the at most 16 values of the layer, of as many bits as these
// need: 1 to 4.

#include "Codes.h"
#include "Indices.h"

using llvm::ArrayRef;
using llvm::MutableArrayRef;

namespace ecg {

namespace {

struct CodebookCode : WeightCode {
  uint8_t getId() const override { return 9; }
  std::string getName() const override { return "codebook"; }

  std::optional<int64_t> getBytes(ArrayRef<int8_t> row,
                                  ArrayRef<int8_t> codebook) const override {
    if (!llvm::all_of(
            row, [&](int8_t w) { return llvm::is_contained(codebook, w); }))
      return std::nullopt;
    return bytesOfFields(row.size(), indexBits(codebook.size()));
  }

  void encode(ArrayRef<int8_t> row, ArrayRef<int8_t> codebook,
              std::vector<uint8_t> &to) const override {
    writeIndices(row, codebook, to);
  }

  std::optional<size_t> decode(ArrayRef<uint8_t> from,
                               ArrayRef<int8_t> codebook,
                               MutableArrayRef<int8_t> row) const override {
    return readIndices(from, codebook, row);
  }
};

} // namespace

const WeightCode &codebookCode() {
  static const CodebookCode code;
  return code;
}

} // namespace ecg
