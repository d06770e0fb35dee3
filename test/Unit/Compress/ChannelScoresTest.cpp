// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Scores of channels by hand.

#include "ecg/Compress/ChannelScores.h"
#include <cmath>
#include <gtest/gtest.h>

using namespace ecg;

namespace {

/// Two channels of two weights each; the second lies in two places.
const ChannelWeights channels = {{{0, 2}}, {{2, 1}, {4, 1}}};
const std::vector<float> values = {3, -4, -1, 100, 2};

// @score_l1
TEST(ChannelScores, L1SumsMagnitudes) {
  EXPECT_EQ(scoreL1(values, channels), (std::vector<double>{7, 3}));
}

// @score_l2
TEST(ChannelScores, L2IsTheEuclideanNorm) {
  EXPECT_EQ(scoreL2(values, channels),
            (std::vector<double>{5, std::sqrt(5.0)}));
}

// @score_taylor
TEST(ChannelScores, TaylorSquaresTheSumOfABatch) {
  std::vector<double> scores(2);
  // 3 * 2 - 4 * 1 = 2 and -1 * 1 + 2 * 2 = 3.
  addTaylorScores(values, {2, 1, 1, 9, 2}, channels, scores);
  EXPECT_EQ(scores, (std::vector<double>{4, 9}));
  // 3 - 4 = -1 and -1 + 2 = 1: batches do not cancel.
  addTaylorScores(values, {1, 1, 1, 9, 1}, channels, scores);
  EXPECT_EQ(scores, (std::vector<double>{5, 10}));
}

// @score_random
TEST(ChannelScores, RandomOnesDependOnSeedAndLayer) {
  std::vector<double> scores = scoreRandomly(1, 2, 8);
  EXPECT_EQ(scores, scoreRandomly(1, 2, 8));
  EXPECT_NE(scores, scoreRandomly(1, 3, 8));
  EXPECT_NE(scores, scoreRandomly(2, 2, 8));
}

// @score_normalized
TEST(ChannelScores, NormalizedOnesHaveAMeanSquareOfOne) {
  std::vector<double> scores = {3, 4, 5};
  normalizeScores(scores);
  EXPECT_NEAR(
      (scores[0] * scores[0] + scores[1] * scores[1] + scores[2] * scores[2]) /
          3,
      1, 1e-12);
  EXPECT_NEAR(scores[0] / scores[1], 0.75, 1e-12);
  std::vector<double> zeros = {0, 0};
  normalizeScores(zeros);
  EXPECT_EQ(zeros, (std::vector<double>{0, 0}));
}

} // namespace
