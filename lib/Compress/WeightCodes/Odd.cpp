// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Odd numbers from -(2^bits - 1) to 2^bits - 1: fields f for 2 f - 2^bits + 1.
// One bit is a sign.

#include "BitFields.h"
#include "Codes.h"
#include "llvm/ADT/STLExtras.h"
#include <cassert>

using llvm::ArrayRef;
using llvm::MutableArrayRef;

namespace ecg {

namespace {

class OddCode : public WeightCode {
public:
  explicit OddCode(unsigned bits) : bits(bits), largest((1 << bits) - 1) {}

  uint8_t getId() const override { return static_cast<uint8_t>(10 + bits); }
  std::string getName() const override {
    return bits == 1 ? "sign" : std::to_string(bits) + " bits odd";
  }

  std::optional<int64_t> getBytes(ArrayRef<int8_t> row,
                                  ArrayRef<int8_t>) const override {
    if (!llvm::all_of(row, [&](int8_t w) {
          return w % 2 != 0 && w >= -largest && w <= largest;
        }))
      return std::nullopt;
    return bytesOfFields(row.size(), bits);
  }

  void encode(ArrayRef<int8_t> row, ArrayRef<int8_t>,
              std::vector<uint8_t> &to) const override {
    BitWriter writer(to);
    for (int8_t weight : row)
      writer.write((weight + largest) / 2, bits);
  }

  std::optional<size_t> decode(ArrayRef<uint8_t> from, ArrayRef<int8_t>,
                               MutableArrayRef<int8_t> row) const override {
    size_t bytes = bytesOfFields(row.size(), bits);
    if (from.size() < bytes)
      return std::nullopt;
    for (size_t i = 0; i < row.size(); ++i)
      row[i] = static_cast<int8_t>(
          2 * static_cast<int>(readField(from, i, bits)) - largest);
    return bytes;
  }

private:
  unsigned bits;
  int largest;
};

} // namespace

const WeightCode &oddCode(unsigned bits) {
  static const OddCode codes[] = {OddCode(1), OddCode(2), OddCode(3)};
  assert(bits >= 1 && bits <= 3);
  return codes[bits - 1];
}

} // namespace ecg
