// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which code a row takes, and the table that says so (docs/numerics.md
// `@packed_weights`). The codes themselves stand in WeightCodes/.

#include "ecg/Compress/PackedWeights.h"
#include "WeightCodes/BitFields.h"
#include "WeightCodes/Codes.h"
#include "WeightCodes/Indices.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include <array>
#include <cassert>
#include <set>

using llvm::ArrayRef;

namespace ecg {

namespace {

/// The low half of the first byte of the table of codes: one code for all rows,
/// or this, where half a byte a row follows. The high half is the number of
/// values of the codebook less one, where a row uses it.
constexpr uint8_t kCodeARow = 15;
/// Bytes of 0 behind the last row: devices read by words.
constexpr size_t kSlack = 2;

/// Bytes that a row in this code counts for: sparse rows take four times as
/// long to unpack as others, and have to be an eighth smaller.
int64_t weigh(const WeightCode *code, int64_t bytes) {
  return code == &sparseCode() ? 9 * bytes : 8 * bytes;
}

const WeightCode *bestCode(ArrayRef<int8_t> row, ArrayRef<int8_t> codebook) {
  const WeightCode *best = nullptr;
  int64_t least = 0;
  for (const WeightCode *code : weightCodes()) {
    std::optional<int64_t> bytes = code->getBytes(row, codebook);
    if (bytes && (!best || weigh(code, *bytes) < least)) {
      best = code;
      least = weigh(code, *bytes);
    }
  }
  return best;
}

/// The distinct values of a layer, or none when they are too many.
std::vector<int8_t> findCodebook(ArrayRef<int8_t> weights) {
  std::set<int8_t> values(weights.begin(), weights.end());
  if (values.size() > kLargestCodebook)
    return {};
  return {values.begin(), values.end()};
}

/// A layer packed with the given code for each row.
PackedWeights packAs(ArrayRef<int8_t> weights,
                     ArrayRef<const WeightCode *> codes,
                     ArrayRef<int8_t> codebook) {
  PackedWeights packed;
  size_t size = weights.size() / codes.size();
  bool usesBook = llvm::is_contained(codes, &codebookCode());
  uint8_t book = usesBook ? static_cast<uint8_t>(codebook.size() - 1) : 0;
  bool same = llvm::all_equal(codes) && codes.front() != &rowCodebookCode();
  packed.codes.push_back(book << 4 |
                         (same ? codes.front()->getId() : kCodeARow));
  if (!same) {
    BitWriter writer(packed.codes);
    for (const WeightCode *code : codes)
      writer.write(code->getId(), 4);
  }
  if (usesBook)
    packed.codes.insert(packed.codes.end(), codebook.begin(), codebook.end());
  for (auto [r, code] : llvm::enumerate(codes))
    code->encode(weights.slice(r * size, size), codebook, packed.weights);
  packed.weights.resize(packed.weights.size() + kSlack, 0);
  return packed;
}

/// The best of one quick code for all rows, and of each row's best one.
PackedWeights packWith(ArrayRef<int8_t> weights, int64_t rows,
                       ArrayRef<int8_t> codebook) {
  size_t size = weights.size() / rows;
  std::vector<const WeightCode *> codes;
  for (int64_t r = 0; r < rows; ++r)
    codes.push_back(bestCode(weights.slice(r * size, size), codebook));
  PackedWeights best = packAs(weights, codes, codebook);
  for (const WeightCode *code : weightCodes()) {
    bool holds = code != &sparseCode() && code != &rowCodebookCode();
    for (int64_t r = 0; r < rows && holds; ++r)
      holds =
          code->getBytes(weights.slice(r * size, size), codebook).has_value();
    if (!holds)
      continue;
    codes.assign(rows, code);
    PackedWeights same = packAs(weights, codes, codebook);
    if (same.bytes() < best.bytes())
      best = std::move(same);
  }
  return best;
}

/// The table of codes, read.
struct CodeTable {
  std::vector<const WeightCode *> codes;
  std::vector<int8_t> codebook;

  static std::optional<CodeTable> get(ArrayRef<uint8_t> bytes, int64_t rows) {
    if (bytes.empty())
      return std::nullopt;
    uint8_t first = bytes.front() & 15;
    size_t head = 1 + (first == kCodeARow ? bytesOfFields(rows, 4) : 0);
    if (bytes.size() < head)
      return std::nullopt;
    CodeTable table;
    for (int64_t r = 0; r < rows; ++r) {
      uint8_t id =
          first == kCodeARow
              ? static_cast<uint8_t>(readField(bytes.drop_front(), r, 4))
              : first;
      table.codes.push_back(findWeightCode(id));
      if (!table.codes.back())
        return std::nullopt;
    }
    if (!llvm::is_contained(table.codes, &codebookCode()))
      return table;
    size_t values = (bytes.front() >> 4) + 1;
    if (bytes.size() < head + values)
      return std::nullopt;
    for (uint8_t byte : bytes.slice(head, values))
      table.codebook.push_back(static_cast<int8_t>(byte));
    return table;
  }
};

} // namespace

WeightCode::~WeightCode() = default;

ArrayRef<const WeightCode *> weightCodes() {
  static const WeightCode *const codes[] = {
      &zeroCode(),     &fieldCode(8), &fieldCode(7),      &fieldCode(6),
      &fieldCode(5),   &fieldCode(4), &fieldCode(3),      &fieldCode(2),
      &oddCode(1),     &oddCode(2),   &oddCode(3),        &ternaryCode(),
      &codebookCode(), &sumsCode(),   &rowCodebookCode(), &sparseCode()};
  return codes;
}

const WeightCode *findWeightCode(uint8_t id) {
  for (const WeightCode *code : weightCodes())
    if (code->getId() == id)
      return code;
  return nullptr;
}

PackedWeights packWeights(ArrayRef<int8_t> weights, int64_t rows) {
  assert(rows > 0 && weights.size() % rows == 0 &&
         !llvm::is_contained(weights, -128));
  PackedWeights best = packWith(weights, rows, {});
  std::vector<int8_t> codebook = findCodebook(weights);
  if (codebook.empty())
    return best;
  PackedWeights withBook = packWith(weights, rows, codebook);
  return withBook.bytes() < best.bytes() ? withBook : best;
}

std::optional<std::vector<int8_t>>
unpackWeights(const PackedWeights &packed, int64_t rows, int64_t rowSize) {
  std::optional<CodeTable> table = CodeTable::get(packed.codes, rows);
  if (!table)
    return std::nullopt;
  std::vector<int8_t> weights(rows * rowSize);
  if (packed.weights.size() < kSlack)
    return std::nullopt;
  ArrayRef<uint8_t> rest = ArrayRef(packed.weights).drop_back(kSlack);
  for (auto [r, code] : llvm::enumerate(table->codes)) {
    std::optional<size_t> used = code->decode(
        rest, table->codebook,
        llvm::MutableArrayRef(weights).slice(r * rowSize, rowSize));
    if (!used)
      return std::nullopt;
    rest = rest.drop_front(*used);
  }
  if (!rest.empty() || llvm::is_contained(weights, -128))
    return std::nullopt;
  return weights;
}

int64_t packedBits(ArrayRef<int8_t> row) {
  return 8 * *bestCode(row, {})->getBytes(row, {});
}

int64_t packedBits(int64_t size, int64_t largest) {
  assert(largest >= 0 && largest <= 127);
  if (largest == 0)
    return 0;
  if (largest == 1)
    return (size + 4) / 5 * 8;
  unsigned bits = 2;
  while (!fitsField(static_cast<int>(largest), bits))
    ++bits;
  return 8 * bytesOfFields(size, bits);
}

std::string describeCodes(const PackedWeights &packed, int64_t rows) {
  std::optional<CodeTable> table = CodeTable::get(packed.codes, rows);
  std::string text;
  if (!table)
    return text;
  for (const WeightCode *code : weightCodes())
    if (int64_t count = llvm::count(table->codes, code))
      text += (text.empty() ? "" : ", ") + std::to_string(count) + " x " +
              code->getName();
  return text;
}

uint32_t usedCodes(const PackedWeights &packed, int64_t rows) {
  std::optional<CodeTable> table = CodeTable::get(packed.codes, rows);
  uint32_t used = 0;
  if (table)
    for (const WeightCode *code : table->codes)
      used |= 1u << code->getId();
  return used;
}

} // namespace ecg
