// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Decisions and scores of outputs.

#include "ecg/Metrics/Scored.h"
#include <gtest/gtest.h>

using namespace ecg;

namespace {

TEST(Scored, PredictedClass) {
  EXPECT_EQ(predictClass({1, 3, 2}, 0), 1);
  EXPECT_EQ(predictClass({3, 1, 3}, 0), 0); // ties: the lowest index
  EXPECT_EQ(predictClass({0.5f}, 0.5f), 1);
  EXPECT_EQ(predictClass({0.4f}, 0.5f), 0);
}

TEST(Scored, LabelsAreOneTargetOfAll) {
  ScoredSamples samples = scoreLabels({1, -1}, {0.2f, 0.8f, 0.6f, 0.4f}, 2,
                                      ScoreScale::Probabilities);
  EXPECT_EQ(samples.targets, (std::vector<int8_t>{0, 1, -1, -1}));
  EXPECT_EQ(samples.decisions, (std::vector<uint8_t>{0, 1, 1, 0}));
  EXPECT_EQ(samples.scores, (std::vector<float>{0.2f, 0.8f, 0.6f, 0.4f}));
  EXPECT_EQ(samples.labelOf(0), 1);
  EXPECT_EQ(samples.labelOf(1), -1);
  EXPECT_FALSE(samples.hasSupport(0));
  EXPECT_TRUE(samples.hasSupport(1));
}

// exp(50) is infinitely many times exp(-50) to a float, yet both samples keep
// their order.
TEST(Scored, LogOddsDoNotSaturate) {
  ScoredSamples samples =
      scoreLabels({0, 0}, {50, -50, 60, -60}, 2, ScoreScale::Logits);
  EXPECT_EQ(samples.scores, (std::vector<float>{100, -100, 120, -120}));
}

TEST(Scored, OneValueIsMirroredAtTheThreshold) {
  ScoredSamples samples =
      scoreLabels({0, 1}, {0.25f, 1}, 2, ScoreScale::Probabilities, 0.5f);
  EXPECT_EQ(samples.scores, (std::vector<float>{0.75f, 0.25f, 0, 1}));
  EXPECT_EQ(samples.decisions, (std::vector<uint8_t>{1, 0, 0, 1}));
}

TEST(Scored, EveryClassHasItsThreshold) {
  ScoredSamples samples =
      scoreTargets({1, 0, -1, 1}, {0.5f, 0.5f, 0.2f, 0.9f}, {0.5f, 0.6f});
  EXPECT_TRUE(samples.multiLabel);
  EXPECT_EQ(samples.decisions, (std::vector<uint8_t>{1, 0, 0, 1}));
}

TEST(Scored, SelectedSamplesMayRepeat) {
  ScoredSamples samples = scoreTargets({1, 0, 0, 1}, {1, 2, 3, 4}, {0, 0});
  ScoredSamples some = samples.select({1, 1});
  EXPECT_EQ(some.targets, (std::vector<int8_t>{0, 1, 0, 1}));
  EXPECT_EQ(some.scores, (std::vector<float>{3, 4, 3, 4}));
  EXPECT_TRUE(some.multiLabel);
}

} // namespace
