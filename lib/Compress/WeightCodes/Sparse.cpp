// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A bit for each weight that says whether it is 0, and fields for those that
// are not. A first byte says how many bits a field has; 0 needs no number among
// them, so b bits reach from -2^(b-1) to 2^(b-1).

#include "BitFields.h"
#include "Codes.h"
#include "llvm/ADT/STLExtras.h"

using llvm::ArrayRef;
using llvm::MutableArrayRef;

namespace ecg {

namespace {

/// Numbers that are not 0, without the gap that 0 leaves.
int closeGap(int weight) { return weight > 0 ? weight - 1 : weight; }
int openGap(int number) { return number >= 0 ? number + 1 : number; }

unsigned widthOf(ArrayRef<int8_t> row) {
  unsigned bits = 1;
  for (int8_t weight : row)
    while (!fitsField(closeGap(weight), bits))
      ++bits;
  return bits;
}

struct SparseCode : WeightCode {
  uint8_t getId() const override { return 10; }
  std::string getName() const override { return "sparse"; }

  std::optional<int64_t> getBytes(ArrayRef<int8_t> row,
                                  ArrayRef<int8_t>) const override {
    int64_t others = llvm::count_if(row, [](int8_t w) { return w != 0; });
    return 1 + bytesOfFields(row.size(), 1) +
           bytesOfFields(others, widthOf(row));
  }

  void encode(ArrayRef<int8_t> row, ArrayRef<int8_t>,
              std::vector<uint8_t> &to) const override {
    unsigned bits = widthOf(row);
    to.push_back(static_cast<uint8_t>(bits));
    {
      BitWriter map(to);
      for (int8_t weight : row)
        map.write(weight != 0, 1);
    }
    BitWriter fields(to);
    for (int8_t weight : row)
      if (weight != 0)
        fields.write(closeGap(weight), bits);
  }

  std::optional<size_t> decode(ArrayRef<uint8_t> from, ArrayRef<int8_t>,
                               MutableArrayRef<int8_t> row) const override {
    size_t head = 1 + bytesOfFields(row.size(), 1);
    if (from.size() < head || from[0] < 1 || from[0] > 8)
      return std::nullopt;
    unsigned bits = from[0];
    ArrayRef<uint8_t> map = from.slice(1, head - 1),
                      fields = from.drop_front(head);
    size_t others = 0;
    for (size_t i = 0; i < row.size(); ++i)
      others += readField(map, i, 1);
    size_t bytes = bytesOfFields(others, bits);
    if (fields.size() < bytes)
      return std::nullopt;
    size_t next = 0;
    for (size_t i = 0; i < row.size(); ++i) {
      int weight = 0;
      if (readField(map, i, 1))
        weight = openGap(signedField(readField(fields, next++, bits), bits));
      if (weight > 127 || weight < -127)
        return std::nullopt;
      row[i] = static_cast<int8_t>(weight);
    }
    return head + bytes;
  }
};

} // namespace

const WeightCode &sparseCode() {
  static const SparseCode code;
  return code;
}

} // namespace ecg
