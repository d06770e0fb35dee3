// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Rows of zeros: nothing is stored.

#include "Codes.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

using llvm::ArrayRef;

namespace ecg {

namespace {

struct ZeroCode : WeightCode {
  uint8_t getId() const override { return 0; }
  std::string getName() const override { return "zero"; }

  std::optional<int64_t> getBytes(ArrayRef<int8_t> row,
                                  ArrayRef<int8_t>) const override {
    if (llvm::any_of(row, [](int8_t w) { return w != 0; }))
      return std::nullopt;
    return 0;
  }

  void encode(ArrayRef<int8_t>, ArrayRef<int8_t>,
              std::vector<uint8_t> &) const override {}

  std::optional<size_t>
  decode(ArrayRef<uint8_t>, ArrayRef<int8_t>,
         llvm::MutableArrayRef<int8_t> row) const override {
    std::fill(row.begin(), row.end(), int8_t(0));
    return 0;
  }
};

} // namespace

const WeightCode &zeroCode() {
  static const ZeroCode code;
  return code;
}

} // namespace ecg
