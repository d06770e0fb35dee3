// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Differences between outputs, by hand.

#include "ecg/Metrics/Difference.h"
#include <cmath>
#include <gtest/gtest.h>
#include <limits>

using namespace ecg;

namespace {

constexpr float nan = std::numeric_limits<float>::quiet_NaN();

TEST(Difference, Agreement) {
  EXPECT_DOUBLE_EQ(agreement({1, 2, 3, 4}, {1, 0, 3, 4}), 0.75);
  EXPECT_DOUBLE_EQ(agreement({}, {}), 1);
}

TEST(Difference, RelativeErrorIsByTheScaleOfTheReference) {
  EXPECT_DOUBLE_EQ(relativeError({1, 3}, {1, -4}), 7.0 / 4);
  EXPECT_EQ(relativeError({1, 2}, {1, 2}), 0);
  EXPECT_EQ(relativeError({0, 0}, {0, 0}), 0);
  EXPECT_TRUE(std::isinf(relativeError({1}, {0})));
  EXPECT_TRUE(std::isinf(relativeError({nan}, {1})));
  EXPECT_TRUE(std::isinf(relativeError({1}, {nan})));
}

TEST(Difference, SignalToNoiseIsOverAllThatWasAdded) {
  SignalToNoise ratio;
  ratio.add({3, 0}, {3, 1});
  ratio.add({-1}, {-1});
  EXPECT_DOUBLE_EQ(ratio.decibels(), 10);
  SignalToNoise same, noise;
  same.add({1}, {1});
  EXPECT_EQ(same.decibels(), 200);
  noise.add({0}, {1});
  EXPECT_EQ(noise.decibels(), -200);
}

} // namespace
