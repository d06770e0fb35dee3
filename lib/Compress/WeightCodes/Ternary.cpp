// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Five of -1, 0 and 1 in a byte. A byte is the fraction n / 243 of 256, rounded
// up, where n has the five digits in base 3: three times the byte then carries
// the next digit into the ninth bit, without division or table.

#include "BitFields.h"
#include "Codes.h"
#include "llvm/ADT/STLExtras.h"

using llvm::ArrayRef;
using llvm::MutableArrayRef;

namespace ecg {

namespace {

constexpr size_t kDigits = 5;
/// Weights of two bytes whose digits alternate, so that they can be taken from
/// both in one go.
constexpr size_t kPair = 2 * kDigits;

/// The place of digit `d` of byte `b` of a row of `size` weights, which may be
/// behind its end in the last byte.
size_t placeOf(size_t b, size_t d, size_t size) {
  bool isPaired = b / 2 < size / kPair;
  return isPaired ? b / 2 * kPair + 2 * d + b % 2 : b * kDigits + d;
}

struct TernaryCode : WeightCode {
  uint8_t getId() const override { return 1; }
  std::string getName() const override { return "ternary"; }

  std::optional<int64_t> getBytes(ArrayRef<int8_t> row,
                                  ArrayRef<int8_t>) const override {
    if (llvm::any_of(row, [](int8_t w) { return w < -1 || w > 1; }))
      return std::nullopt;
    return (row.size() + kDigits - 1) / kDigits;
  }

  void encode(ArrayRef<int8_t> row, ArrayRef<int8_t>,
              std::vector<uint8_t> &to) const override {
    size_t bytes = (row.size() + kDigits - 1) / kDigits;
    for (size_t b = 0; b < bytes; ++b) {
      unsigned number = 0;
      for (size_t d = 0; d < kDigits; ++d) {
        size_t place = placeOf(b, d, row.size());
        number = 3 * number + (place < row.size() ? row[place] + 1 : 1);
      }
      to.push_back(static_cast<uint8_t>((number * 256 + 242) / 243));
    }
  }

  std::optional<size_t> decode(ArrayRef<uint8_t> from, ArrayRef<int8_t>,
                               MutableArrayRef<int8_t> row) const override {
    size_t bytes = (row.size() + kDigits - 1) / kDigits;
    if (from.size() < bytes)
      return std::nullopt;
    for (size_t b = 0; b < bytes; ++b) {
      unsigned fraction = from[b];
      for (size_t d = 0; d < kDigits; ++d, fraction %= 256) {
        fraction *= 3;
        if (size_t place = placeOf(b, d, row.size()); place < row.size())
          row[place] = static_cast<int8_t>(fraction / 256) - 1;
      }
    }
    return bytes;
  }
};

} // namespace

const WeightCode &ternaryCode() {
  static const TernaryCode code;
  return code;
}

} // namespace ecg
