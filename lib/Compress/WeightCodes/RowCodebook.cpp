// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// At most 16 values of the row itself, how many they are first, then indices
// into them. It stands in the table of rows only: alone it would be taken for
// the mark that a table follows.

#include "Codes.h"
#include "Indices.h"
#include <set>

using llvm::ArrayRef;
using llvm::MutableArrayRef;

namespace ecg {

namespace {

std::vector<int8_t> valuesOf(ArrayRef<int8_t> row) {
  std::set<int8_t> values(row.begin(), row.end());
  return {values.begin(), values.end()};
}

struct RowCodebookCode : WeightCode {
  uint8_t getId() const override { return 15; }
  std::string getName() const override { return "row codebook"; }

  std::optional<int64_t> getBytes(ArrayRef<int8_t> row,
                                  ArrayRef<int8_t>) const override {
    size_t count = valuesOf(row).size();
    if (count > kLargestCodebook)
      return std::nullopt;
    return 1 + count + bytesOfFields(row.size(), indexBits(count));
  }

  void encode(ArrayRef<int8_t> row, ArrayRef<int8_t>,
              std::vector<uint8_t> &to) const override {
    std::vector<int8_t> values = valuesOf(row);
    to.push_back(static_cast<uint8_t>(values.size() - 1));
    to.insert(to.end(), values.begin(), values.end());
    writeIndices(row, values, to);
  }

  std::optional<size_t> decode(ArrayRef<uint8_t> from, ArrayRef<int8_t>,
                               MutableArrayRef<int8_t> row) const override {
    size_t head = from.empty() ? 0 : 2 + from[0];
    if (from.size() < head || head < 2 || from[0] >= kLargestCodebook)
      return std::nullopt;
    std::vector<int8_t> values;
    for (uint8_t byte : from.slice(1, head - 1))
      values.push_back(static_cast<int8_t>(byte));
    std::optional<size_t> bytes =
        readIndices(from.drop_front(head), values, row);
    if (!bytes)
      return std::nullopt;
    return head + *bytes;
  }
};

} // namespace

const WeightCode &rowCodebookCode() {
  static const RowCodebookCode code;
  return code;
}

} // namespace ecg
