// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Two's complement numbers of 2 to 8 bits, one behind the other.

#include "BitFields.h"
#include "Codes.h"
#include "llvm/ADT/STLExtras.h"
#include <cassert>

using llvm::ArrayRef;
using llvm::MutableArrayRef;

namespace ecg {

namespace {

class FieldCode : public WeightCode {
public:
  explicit FieldCode(unsigned bits) : bits(bits) {}

  uint8_t getId() const override { return static_cast<uint8_t>(bits); }
  std::string getName() const override {
    return std::to_string(bits) + " bits";
  }

  std::optional<int64_t> getBytes(ArrayRef<int8_t> row,
                                  ArrayRef<int8_t>) const override {
    if (!llvm::all_of(row, [&](int8_t w) { return fitsField(w, bits); }))
      return std::nullopt;
    return bytesOfFields(row.size(), bits);
  }

  void encode(ArrayRef<int8_t> row, ArrayRef<int8_t>,
              std::vector<uint8_t> &to) const override {
    BitWriter writer(to);
    for (int8_t weight : row)
      writer.write(weight, bits);
  }

  std::optional<size_t> decode(ArrayRef<uint8_t> from, ArrayRef<int8_t>,
                               MutableArrayRef<int8_t> row) const override {
    size_t bytes = bytesOfFields(row.size(), bits);
    if (from.size() < bytes)
      return std::nullopt;
    for (size_t i = 0; i < row.size(); ++i)
      row[i] = static_cast<int8_t>(signedField(readField(from, i, bits), bits));
    return bytes;
  }

private:
  unsigned bits;
};

} // namespace

const WeightCode &fieldCode(unsigned bits) {
  static const FieldCode codes[] = {FieldCode(2), FieldCode(3), FieldCode(4),
                                    FieldCode(5), FieldCode(6), FieldCode(7),
                                    FieldCode(8)};
  assert(bits >= 2 && bits <= 8);
  return codes[bits - 2];
}

} // namespace ecg
