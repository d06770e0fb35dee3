// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// docs/numerics.md `@packed_weights`: every row comes back, in as few bytes as
// promised.

#include "ecg/Compress/PackedWeights.h"
#include "ecg/Data/Random.h"
#include <gtest/gtest.h>

using namespace ecg;
using ecg::portable::Random;

namespace {

/// `size` weights of [-largest, largest], of which a share of `zeros` is 0.
std::vector<int8_t> randomRow(Random &random, size_t size, int largest,
                              double zeros = 0) {
  std::vector<int8_t> row(size);
  for (int8_t &weight : row)
    if (random.uniform(0, 1) >= zeros)
      weight = static_cast<int8_t>(
          static_cast<int>(random.below(2 * largest + 1)) - largest);
  return row;
}

/// Sums of random coordinates with random signs.
std::vector<int8_t> randomSums(Random &random, size_t size, int bits) {
  std::vector<int> alphas(bits);
  for (int &alpha : alphas)
    alpha = 1 + static_cast<int>(random.below(127 / bits));
  std::vector<int8_t> row(size);
  for (int8_t &weight : row)
    for (int alpha : alphas)
      weight = static_cast<int8_t>(weight + (random.below(2) ? alpha : -alpha));
  return row;
}

TEST(PackedWeights, packed_weights_EveryCodeGivesItsRowsBack) {
  Random random{1};
  std::vector<int8_t> codebook{-100, -7, -1, 0, 1, 3, 50, 127};
  for (const WeightCode *code : weightCodes()) {
    int held = 0;
    for (size_t size = 1; size < 70; ++size)
      for (int largest : {0, 1, 2, 3, 7, 15, 31, 63, 127}) {
        std::vector<int8_t> row = randomRow(random, size, largest, 0.3);
        if (code == findWeightCode(9) || code == findWeightCode(15))
          for (int8_t &weight : row)
            weight = codebook[random.below(codebook.size())];
        if (code->getId() >= 11 && code->getId() <= 13)
          for (int8_t &weight : row) // odd
            weight = static_cast<int8_t>(weight | 1);
        if (code == findWeightCode(14))
          row = randomSums(random, size, 2 + largest % 3);
        std::optional<int64_t> bytes = code->getBytes(row, codebook);
        if (!bytes)
          continue;
        ++held;
        std::vector<uint8_t> packed;
        code->encode(row, codebook, packed);
        ASSERT_EQ(static_cast<int64_t>(packed.size()), *bytes)
            << code->getName();
        packed.push_back(0xA5); // what lies behind is none of its business
        std::vector<int8_t> back(size, 99);
        std::optional<size_t> used = code->decode(packed, codebook, back);
        ASSERT_TRUE(used);
        EXPECT_EQ(static_cast<int64_t>(*used), *bytes);
        EXPECT_EQ(back, row) << code->getName();
        if (*bytes > 0)
          EXPECT_FALSE(code->decode(
              llvm::ArrayRef(packed).take_front(*bytes - 1), codebook, back))
              << "short of a byte";
      }
    EXPECT_GT(held, 60) << code->getName();
  }
}

// Sums are found by their values, where all, or of three coordinates all but
// one, are there.
TEST(PackedWeights, packed_weights_SumsOfCoordinatesAreFound) {
  Random random{4};
  const WeightCode *sums = findWeightCode(14);
  int found[5] = {};
  for (int trial = 0; trial < 200; ++trial)
    for (int bits : {2, 3, 4}) {
      std::vector<int8_t> row = randomSums(random, 120, bits);
      std::optional<int64_t> bytes = sums->getBytes(row, {});
      if (!bytes)
        continue;
      found[bits] += *bytes <= bits + 15 * bits;
      std::vector<uint8_t> packed;
      sums->encode(row, {}, packed);
      std::vector<int8_t> back(row.size());
      ASSERT_TRUE(sums->decode(packed, {}, back));
      EXPECT_EQ(back, row);
    }
  EXPECT_GT(found[2], 190); // but where both coordinates are equal
  EXPECT_GT(found[3], 180);
  EXPECT_GT(found[4], 150);
  // 9 + 5 + 2, of which 9 - 5 + 2 is missing: 16 12 2
  EXPECT_EQ(sums->getBytes(std::vector<int8_t>{16, -12, 2, 12, -16, -2}, {}),
            3 + 3);
}

TEST(PackedWeights, packed_weights_OddNumbersTakeABitLess) {
  EXPECT_EQ(packedBits(std::vector<int8_t>{1, -1, -1, 1, 1, 1, -1, 1}), 8);
  EXPECT_EQ(packedBits(std::vector<int8_t>{3, -1, -3, 1, 1, 3, -1, 1}), 16);
  EXPECT_EQ(packedBits(std::vector<int8_t>{7, -1, -5, 1, 1, 3, -1, 1}), 24);
}

TEST(PackedWeights, packed_weights_LayersOfMixedRowsComeBack) {
  Random random{2};
  for (int trial = 0; trial < 300; ++trial) {
    size_t size = 1 + random.below(90), rows = 1 + random.below(20);
    std::vector<int8_t> weights;
    for (size_t r = 0; r < rows; ++r) {
      int largest = std::vector<int>{0, 1, 3, 7, 20, 127}[random.below(6)];
      std::vector<int8_t> row =
          randomRow(random, size, largest, random.below(2) ? 0.9 : 0);
      weights.insert(weights.end(), row.begin(), row.end());
    }
    PackedWeights packed = packWeights(weights, rows);
    EXPECT_EQ(unpackWeights(packed, rows, size), weights);
    EXPECT_LE(packed.bytes(), static_cast<int64_t>(weights.size()) + 3);
    EXPECT_FALSE(unpackWeights({packed.weights, {}}, rows, size));
    packed.weights.push_back(0);
    EXPECT_FALSE(unpackWeights(packed, rows, size)) << "a byte too many";
  }
}

/// A hundred weights that take every value up to `largest` in turn.
std::vector<int8_t> everyValue(int largest) {
  std::vector<int8_t> row;
  for (int i = 0; i < 100; ++i)
    row.push_back(static_cast<int8_t>(i % (2 * largest + 1) - largest));
  return row;
}

TEST(PackedWeights, packed_weights_BitsAreWhatTheValuesNeed) {
  EXPECT_EQ(packedBits(everyValue(0)), 0);
  EXPECT_EQ(packedBits(everyValue(1)), 160);
  EXPECT_EQ(packedBits(everyValue(7)), 400);
  EXPECT_EQ(packedBits(everyValue(8)), 504); // 500 in bytes
  EXPECT_EQ(packedBits(everyValue(127)), 800);
  EXPECT_EQ(packedBits(std::vector<int8_t>(100, -1)), 104); // signs
  EXPECT_EQ(packedBits(std::vector<int8_t>(100, 7)), 120); // one value, indices
  for (int largest : {0, 1, 2, 7, 63, 127})
    EXPECT_GE(packedBits(33, largest),
              packedBits(std::vector<int8_t>(33, int8_t(largest))));
}

TEST(PackedWeights, packed_weights_FieldsBeginInTheLowestBits) {
  std::vector<int8_t> row{-4, 3, 2, -1, 0, 0, 0, 1};
  PackedWeights packed = packWeights(row, 1);
  EXPECT_EQ(packed.codes, (std::vector<uint8_t>{3}));
  // 100, 011, 010, 111 from the right; two bytes behind the last row are 0.
  EXPECT_EQ(packed.weights, (std::vector<uint8_t>{0x9C, 0x0E, 0x20, 0, 0}));
}

TEST(PackedWeights, packed_weights_TenTernariesShareTwoBytes) {
  // Digits 2,0,0,0,0 in the first byte: 162 / 243 of 256, rounded up.
  std::vector<int8_t> row{1, -1, -1, -1, -1, -1, -1, -1, -1, 0};
  PackedWeights packed = packWeights(row, 1);
  EXPECT_EQ(packed.codes, (std::vector<uint8_t>{1}));
  EXPECT_EQ(packed.weights, (std::vector<uint8_t>{171, 2, 0, 0}));
}

TEST(PackedWeights, packed_weights_FewValuesShareACodebook) {
  std::vector<int8_t> weights;
  for (int i = 0; i < 200; ++i)
    weights.push_back(std::vector<int8_t>{-90, -3, 40, 127}[i % 7 % 4]);
  PackedWeights packed = packWeights(weights, 4);
  EXPECT_EQ(packed.codes, (std::vector<uint8_t>{0x39, 0xA6, 0xFD, 40, 127}));
  EXPECT_EQ(packed.weights.size(), 4 * 13 + 2u);
  EXPECT_EQ(unpackWeights(packed, 4, 50), weights);
  EXPECT_EQ(describeCodes(packed, 4), "4 x codebook");
  EXPECT_EQ(usedCodes(packed, 4), 1u << 9);
}

TEST(PackedWeights, packed_weights_RowsHaveCodebooksOfTheirOwn) {
  std::vector<int8_t> weights;
  for (int row = 0; row < 8; ++row)
    for (int i = 0; i < 60; ++i)
      weights.push_back(static_cast<int8_t>(i % 11 % 4 * 30 - 16 * row));
  PackedWeights packed = packWeights(weights, 8);
  EXPECT_EQ(describeCodes(packed, 8), "8 x row codebook");
  EXPECT_EQ(packed.codes, (std::vector<uint8_t>{15, 255, 255, 255, 255}));
  EXPECT_EQ(packed.weights.size(), 8 * (1 + 4 + 15) + 2u);
  EXPECT_EQ(unpackWeights(packed, 8, 60), weights);
  packed.weights[0] = 16; // more values than there can be
  EXPECT_FALSE(unpackWeights(packed, 8, 60));
}

TEST(PackedWeights, packed_weights_RowsDifferInTheirCodes) {
  std::vector<int8_t> weights(40, 0);
  std::fill(weights.begin() + 10, weights.begin() + 19, 1);
  std::fill(weights.begin() + 20, weights.begin() + 30, 127);
  weights[35] = -100;
  weights[21] = 0;
  for (int i = 22; i < 30; ++i)
    weights[i] = static_cast<int8_t>(10 * i - 200);
  PackedWeights packed = packWeights(weights, 4);
  EXPECT_EQ(packed.codes, (std::vector<uint8_t>{15, 0x10, 0xA8}));
  EXPECT_EQ(packed.weights.size(), 2 + 10 + (1 + 2 + 1) + 2u);
  EXPECT_EQ(unpackWeights(packed, 4, 10), weights);
  EXPECT_EQ(describeCodes(packed, 4),
            "1 x zero, 1 x 8 bits, 1 x ternary, 1 x sparse");
}

} // namespace
