// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "ecg/Compress/Equalize.h"
#include <gtest/gtest.h>

using namespace ecg;

namespace {

/// One weight of 1 from each channel to each row.
ChannelReader plainReader(size_t rows, size_t channels) {
  return {std::vector<double>(rows * channels, 1),
          std::vector<double>(rows * channels, 1), rows, 1};
}

TEST(Equalize, ChannelsThatAreAlikeStay) {
  EXPECT_EQ(chooseEqualization({3, 3, 3}, plainReader(2, 3)),
            std::vector<float>({1, 1, 1}));
}

TEST(Equalize, SmallChannelsGrowByPowersOfTwo) {
  // Rows of their own: weights lose nothing, and all channels become alike.
  ChannelReader diagonal{{1, 0, 0, 1}, {1, 0, 0, 1}, 2, 1};
  EXPECT_EQ(chooseEqualization({16, 1}, diagonal),
            std::vector<float>({1, 0.0625}));
  EXPECT_EQ(chooseEqualization({1e6, 1}, diagonal),
            std::vector<float>({1, 1.0f / 256}))
      << "not without end";
  EXPECT_EQ(chooseEqualization({16, 0}, diagonal), std::vector<float>({1, 1}));
}

TEST(Equalize, WeightsThatAreRoundedTogetherLimitIt) {
  // One large channel with a small weight among many: all rows are rounded by
  // the largest weight, times values that have become large.
  std::vector<float> magnitudes(64, 1);
  magnitudes[0] = 16;
  std::vector<float> factors =
      chooseEqualization(magnitudes, plainReader(64, 64));
  EXPECT_EQ(factors[0], 1);
  EXPECT_GT(factors[1], 0.0625f);
  EXPECT_LT(factors[1], 1);
}

} // namespace
