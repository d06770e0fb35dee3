// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// docs/numerics.md `@packed_bias`, `@packed_scale`, `@multiplier_rows`.

#include "ecg/Compress/ChannelTables.h"
#include "ecg/Data/Random.h"
#include <cmath>
#include <gtest/gtest.h>

using namespace ecg;
using ecg::portable::Random;

namespace {

/// Scales from several decades.
std::vector<double> randomScales(Random &random, size_t count) {
  std::vector<double> scales(count);
  for (double &scale : scales)
    scale = static_cast<float>(std::exp(4 * random.uniform(0, 1) - 9));
  return scales;
}

/// Multiples of one of them, the largest 255 times it.
std::vector<double> sharedScales(Random &random, size_t count) {
  double unit = roundUnit(randomScales(random, 1)[0]);
  std::vector<double> scales(count);
  for (double &scale : scales)
    scale = unit * static_cast<double>(1 + random.below(255));
  scales[0] = unit;
  scales[1] = 255 * unit;
  return scales;
}

TEST(ChannelTables, multiplier_rows_MultiplesOfAUnitShareAFactor) {
  Random random{3};
  for (int trial = 0; trial < 200; ++trial) {
    std::vector<double> scales = sharedScales(random, 2 + random.below(40));
    std::optional<RowFactors> factors = findRowFactors(scales);
    ASSERT_TRUE(factors);
    for (size_t c = 0; c < scales.size(); ++c) {
      EXPECT_EQ(static_cast<double>(static_cast<float>(scales[c])), scales[c]);
      EXPECT_EQ(scales[c], factors->alphas[c] * factors->unit);
    }
  }
}

TEST(ChannelTables, multiplier_rows_OtherScalesHaveNone) {
  Random random{4};
  EXPECT_FALSE(findRowFactors(randomScales(random, 8)));
  EXPECT_FALSE(findRowFactors({0.5, 0.5})) << "one scale needs no factors";
  EXPECT_FALSE(findRowFactors({1, 256}));
  EXPECT_TRUE(findRowFactors({1, 255}));
  EXPECT_FALSE(findRowFactors({-1, 1}));
}

TEST(ChannelTables, packed_scale_FactorsTakeOneByteAChannel) {
  Random random{5};
  for (int trial = 0; trial < 200; ++trial) {
    std::vector<double> scales = sharedScales(random, 2 + random.below(40));
    std::optional<RowFactors> factors = findRowFactors(scales);
    ASSERT_TRUE(factors);
    double ratio = factors->unit * std::exp(8 * random.uniform(0, 1) - 4);
    auto multipliers = makeRowMultipliers(ratio, factors->alphas);
    ASSERT_TRUE(multipliers);
    for (size_t c = 0; c < scales.size(); ++c) {
      const Multiplier &m = (*multipliers)[c];
      EXPECT_GE(m.mult, 1 << 30);
      EXPECT_NEAR(std::ldexp(m.mult, -m.shift) / (ratio * factors->alphas[c]),
                  1, std::ldexp(1, -22));
    }
    std::vector<uint8_t> bytes = packScale(*multipliers);
    EXPECT_EQ(bytes.size(), 6 + scales.size());
    auto back = unpackScale(bytes, scales.size());
    ASSERT_TRUE(back);
    for (size_t c = 0; c < scales.size(); ++c) {
      EXPECT_EQ((*back)[c].mult, (*multipliers)[c].mult);
      EXPECT_EQ((*back)[c].shift, (*multipliers)[c].shift);
    }
    bytes.pop_back();
    EXPECT_FALSE(unpackScale(bytes, scales.size()));
  }
}

TEST(ChannelTables, packed_scale_AnyMultipliersComeBack) {
  std::vector<Multiplier> mixed{{0x7FFFFFFF, 1}, {1 << 30, 62}, {0, 31}};
  std::vector<uint8_t> bytes = packScale(mixed);
  EXPECT_EQ(bytes.size(), 1 + 5 * 3u);
  auto back = unpackScale(bytes, 3);
  ASSERT_TRUE(back);
  EXPECT_EQ((*back)[1].shift, 62);
  EXPECT_EQ((*back)[2].mult, 0);
  EXPECT_EQ(packScale({{1234567890, 40}, {1234567890, 40}}).size(), 6u);
  EXPECT_FALSE(unpackScale({1, 0, 0, 0, 0x80, 31}, 1)) << "negative";
  EXPECT_FALSE(unpackScale({2, 1, 0, 0, 0, 70, 1}, 1)) << "shift of 100";
}

TEST(ChannelTables, packed_scale_ZeroIsAFactor) {
  std::vector<Multiplier> multipliers{{3 << 29, 40}, {0, 31}, {1 << 30, 41}};
  std::vector<uint8_t> bytes = packScale(multipliers);
  EXPECT_EQ(bytes, (std::vector<uint8_t>{2, 1, 0, 0, 0, 11, 3, 0, 1}));
}

TEST(ChannelTables, packed_bias_RoundedBiasesTakeTwoBytes) {
  std::vector<int32_t> bias{70000, -32768 * 4, 3, 0};
  EXPECT_EQ(packBias(bias).size(), 1 + 4 * 4u);
  EXPECT_EQ(unpackBias(packBias(bias), 4), bias);
  roundBias(bias);
  EXPECT_EQ(bias, (std::vector<int32_t>{70000, -32768 * 4, 4, 0}));
  std::vector<uint8_t> bytes = packBias(bias);
  EXPECT_EQ(bytes.size(), 1 + 2 * 4u);
  EXPECT_EQ(unpackBias(bytes, 4), bias);
  bytes.pop_back();
  EXPECT_FALSE(unpackBias(bytes, 4));
}

TEST(ChannelTables, packed_bias_ZerosTakeNone) {
  EXPECT_EQ(packBias({0, 0, 0}).size(), 1u);
  EXPECT_EQ(unpackBias(packBias({0, 0, 0}), 3), std::vector<int32_t>(3, 0));
}

TEST(ChannelTables, packed_bias_RoundingMayNeedOneMoreBit) {
  std::vector<int32_t> bias{65535, -1};
  roundBias(bias);
  EXPECT_EQ(bias, (std::vector<int32_t>{65536, 0}));
  EXPECT_EQ(packBias(bias).size(), 5u);
}

} // namespace
