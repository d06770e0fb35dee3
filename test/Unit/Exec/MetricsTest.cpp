// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Metrics against figures worked out by hand.

#include "ecg/Exec/Metrics.h"
#include "ecg/Exec/Evaluate.h"
#include <cmath>
#include <gtest/gtest.h>
#include <limits>

using namespace ecg;

namespace {

constexpr float nan = std::numeric_limits<float>::quiet_NaN();

TEST(Metrics, WilsonInterval) {
  // 186 of 200, as the issue quotes for ECGNet.
  Interval interval = wilsonInterval(186, 200);
  EXPECT_NEAR(interval.low, 0.8859, 1e-4);
  EXPECT_NEAR(interval.high, 0.9578, 1e-4);
  EXPECT_NEAR(wilsonInterval(0, 10).low, 0, 1e-12);
  EXPECT_NEAR(wilsonInterval(0, 10).high, 0.2775, 1e-4);
  EXPECT_NEAR(wilsonInterval(10, 10).high, 1, 1e-12);
  EXPECT_EQ(wilsonInterval(0, 0).low, 0);
  EXPECT_EQ(wilsonInterval(0, 0).high, 1);
}

// Truth 0: 2 right, 1 taken for 1. Truth 1: 1 right, 1 taken for 0. Class 2
// does not occur but is predicted once, class 3 neither; one label is unknown.
const std::vector<int32_t> labels = {0, 0, 0, 1, 1, 1, -1};
const std::vector<int32_t> predictions = {0, 0, 1, 1, 0, 2, 0};

TEST(Metrics, ClassesAgainstTheRest) {
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

TEST(Metrics, MeansLeaveOutAbsentClasses) {
  Metrics metrics = computeMetrics(labels, predictions, 4);
  EXPECT_EQ(metrics.classesPresent, 2u);
  EXPECT_DOUBLE_EQ(metrics.macroSensitivity, (2.0 / 3 + 1.0 / 3) / 2);
  EXPECT_DOUBLE_EQ(metrics.macroF1, (2.0 / 3 + 2.0 / 5) / 2);
  std::string text;
  llvm::raw_string_ostream stream(text);
  printMetrics(stream, metrics, {});
  EXPECT_NE(text.find("means are over the 2 of 4 classes that occur"),
            std::string::npos)
      << text;
}

TEST(Metrics, NothingLabelled) {
  Metrics metrics = computeMetrics({-1}, {0}, 2);
  EXPECT_EQ(metrics.samples, 0u);
  EXPECT_EQ(metrics.macroF1, 0);
}

TEST(Metrics, PredictedClass) {
  EXPECT_EQ(predictClass({1, 3, 2}, 0), 1);
  EXPECT_EQ(predictClass({3, 1, 3}, 0), 0); // ties: the lowest index
  EXPECT_EQ(predictClass({0.5f}, 0.5f), 1);
  EXPECT_EQ(predictClass({0.4f}, 0.5f), 0);
}

TEST(Metrics, Agreement) {
  EXPECT_DOUBLE_EQ(agreement({1, 2, 3, 4}, {1, 0, 3, 4}), 0.75);
  EXPECT_DOUBLE_EQ(agreement({}, {}), 1);
}

TEST(Metrics, RelativeErrorIsByTheScaleOfTheReference) {
  EXPECT_DOUBLE_EQ(relativeError({1, 3}, {1, -4}), 7.0 / 4);
  EXPECT_EQ(relativeError({1, 2}, {1, 2}), 0);
  EXPECT_EQ(relativeError({0, 0}, {0, 0}), 0);
  EXPECT_TRUE(std::isinf(relativeError({1}, {0})));
  EXPECT_TRUE(std::isinf(relativeError({nan}, {1})));
  EXPECT_TRUE(std::isinf(relativeError({1}, {nan})));
}

TEST(Metrics, Sqnr) {
  EXPECT_NEAR(sqnr({9, 0}, {10, 0}), 20, 1e-9);
  EXPECT_TRUE(std::isinf(sqnr({1, 2}, {1, 2})));
}

} // namespace
