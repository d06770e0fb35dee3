// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Counts against figures worked out by hand.

#include "ecg/Metrics/Confusion.h"
#include <gtest/gtest.h>

using namespace ecg;

namespace {

// Truth 0: 2 right, 1 taken for 1. Truth 1: 1 right, 1 taken for 0. Class 2
// does not occur but is predicted once, class 3 neither; one label is unknown.
const std::vector<int32_t> labels = {0, 0, 0, 1, 1, 1, -1};
const std::vector<int32_t> predictions = {0, 0, 1, 1, 0, 2, 0};

TEST(Confusion, ClassesAgainstTheRest) {
  Metrics metrics = computeMetrics(labels, predictions, 4);
  EXPECT_EQ(metrics.samples, 6u);
  EXPECT_EQ(metrics.correct, 3u);
  EXPECT_EQ(metrics.confused(1, 2), 1u);
  const ClassMetrics &zero = metrics.classes[0];
  EXPECT_EQ(zero.support, 3u);
  EXPECT_DOUBLE_EQ(zero.sensitivity, 2.0 / 3);
  EXPECT_DOUBLE_EQ(zero.specificity, 2.0 / 3);
  EXPECT_DOUBLE_EQ(zero.precision, 2.0 / 3);
  EXPECT_DOUBLE_EQ(zero.f1, 2.0 / 3);
  const ClassMetrics &one = metrics.classes[1];
  EXPECT_DOUBLE_EQ(one.sensitivity, 1.0 / 3);
  EXPECT_DOUBLE_EQ(one.precision, 1.0 / 2);
  EXPECT_DOUBLE_EQ(one.f1, 2.0 / 5);
}

TEST(Confusion, MeansLeaveOutAbsentClasses) {
  Metrics metrics = computeMetrics(labels, predictions, 4);
  EXPECT_EQ(metrics.classesPresent, 2u);
  EXPECT_DOUBLE_EQ(metrics.macroSensitivity, (2.0 / 3 + 1.0 / 3) / 2);
  EXPECT_DOUBLE_EQ(metrics.macroF1, (2.0 / 3 + 2.0 / 5) / 2);
}

TEST(Confusion, NothingLabelled) {
  Metrics metrics = computeMetrics({-1}, {0}, 2);
  EXPECT_EQ(metrics.samples, 0u);
  EXPECT_EQ(metrics.macroF1, 0);
}

TEST(Confusion, SeveralLabels) {
  // The first sample is right; the second has one class too many, the third is
  // right as far as is known, of the last nothing is.
  ScoredSamples samples = scoreTargets({1, 0, 0, 1, -1, 1, -1, -1},
                                       {1, 0, 1, 1, 0, 1, 1, 1}, {0.5f, 0.5f});
  Metrics metrics = computeMetrics(samples);
  EXPECT_EQ(metrics.samples, 3u);
  EXPECT_EQ(metrics.correct, 2u);
  EXPECT_TRUE(metrics.confusion.empty());
  const BinaryCounts &first = metrics.classes[0].counts;
  EXPECT_EQ(first.truePositive, 1u);
  EXPECT_EQ(first.falsePositive, 1u);
  EXPECT_EQ(first.falseNegative, 0u);
  EXPECT_EQ(first.trueNegative, 0u);
  EXPECT_DOUBLE_EQ(metrics.classes[1].specificity, 1);
}

} // namespace
