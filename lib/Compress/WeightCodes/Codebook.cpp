// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Indices into the at most 16 values of the layer, of as many bits as these
// need: 1 to 4.

#include "BitFields.h"
#include "Codes.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"

using llvm::ArrayRef;
using llvm::MutableArrayRef;

namespace ecg {

namespace {

unsigned indexBits(ArrayRef<int8_t> codebook) {
  return codebook.size() <= 2 ? 1 : llvm::Log2_64_Ceil(codebook.size());
}

struct CodebookCode : WeightCode {
  uint8_t getId() const override { return 9; }
  std::string getName() const override { return "codebook"; }

  std::optional<int64_t> getBytes(ArrayRef<int8_t> row,
                                  ArrayRef<int8_t> codebook) const override {
    if (!llvm::all_of(
            row, [&](int8_t w) { return llvm::is_contained(codebook, w); }))
      return std::nullopt;
    return bytesOfFields(row.size(), indexBits(codebook));
  }

  void encode(ArrayRef<int8_t> row, ArrayRef<int8_t> codebook,
              std::vector<uint8_t> &to) const override {
    BitWriter writer(to);
    for (int8_t weight : row)
      writer.write(
          static_cast<int>(llvm::find(codebook, weight) - codebook.begin()),
          indexBits(codebook));
  }

  std::optional<size_t> decode(ArrayRef<uint8_t> from,
                               ArrayRef<int8_t> codebook,
                               MutableArrayRef<int8_t> row) const override {
    unsigned bits = indexBits(codebook);
    size_t bytes = bytesOfFields(row.size(), bits);
    if (codebook.empty() || from.size() < bytes)
      return std::nullopt;
    for (size_t i = 0; i < row.size(); ++i) {
      unsigned index = readField(from, i, bits);
      if (index >= codebook.size())
        return std::nullopt;
      row[i] = codebook[index];
    }
    return bytes;
  }
};

} // namespace

const WeightCode &codebookCode() {
  static const CodebookCode code;
  return code;
}

} // namespace ecg
