// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Areas under curves. The literals are those of scikit-learn's roc_auc_score
// and average_precision_score.

#include "ecg/Metrics/Roc.h"
#include <cmath>
#include <gtest/gtest.h>

using namespace ecg;

namespace {

TEST(Roc, PerfectReversedAndConstant) {
  EXPECT_DOUBLE_EQ(auroc({0, 0, 1}, {1, 2, 3}), 1);
  EXPECT_DOUBLE_EQ(auroc({1, 1, 0}, {1, 2, 3}), 0);
  EXPECT_DOUBLE_EQ(auroc({1, 0, 1, 0}, {5, 5, 5, 5}), 0.5);
  EXPECT_DOUBLE_EQ(averagePrecision({0, 0, 1}, {1, 2, 3}), 1);
  EXPECT_DOUBLE_EQ(averagePrecision({1, 0, 1, 0}, {5, 5, 5, 5}), 0.5);
}

const std::vector<int8_t> targets = {1, 0, 1, 1, 0, 0, 1, 0, 0, 1};
const std::vector<float> scores = {0.9f, 0.9f, 0.8f, 0.4f, 0.4f,
                                   0.4f, .35f, 0.1f, .35f, 0.1f};

TEST(Roc, TiesCountHalf) { EXPECT_NEAR(auroc(targets, scores), 0.54, 1e-15); }

TEST(Roc, AveragePrecisionTakesTiesTogether) {
  EXPECT_NEAR(averagePrecision(targets, scores), 0.53333333333333333, 1e-15);
}

TEST(Roc, UnknownTargetsDoNotCount) {
  EXPECT_DOUBLE_EQ(auroc({-1, 0, 1, -1}, {9, 1, 2, 0}), 1);
  EXPECT_DOUBLE_EQ(averagePrecision({-1, 0, 1, -1}, {9, 1, 2, 0}), 1);
}

TEST(Roc, NotDefinedForOneKind) {
  EXPECT_TRUE(std::isnan(auroc({1, 1}, {1, 2})));
  EXPECT_TRUE(std::isnan(auroc({0, 0}, {1, 2})));
  EXPECT_DOUBLE_EQ(averagePrecision({1, 1}, {1, 2}), 1);
  EXPECT_TRUE(std::isnan(averagePrecision({0, 0}, {1, 2})));
}

// Softmax of these logits, one against the rest and all thrown together.
TEST(Roc, ClassesAndPooledClasses) {
  std::vector<float> logits = {2,  1, 0, 0, 1, 1, 1, 2, 0, 0,   1,  -1.5,
                               -1, 0, 2, 1, 1, 0, 3, 0, 1, 0.5, -1, 1};
  ScoredSamples samples =
      scoreLabels({0, 2, 1, 0, 2, 1, 0, 1}, logits, 3, ScoreScale::Logits);
  EXPECT_NEAR(pooledAuroc(samples, 0), 0.8666666666666667, 1e-15);
  EXPECT_NEAR(pooledAuroc(samples, 1), 0.56666666666666665, 1e-15);
  EXPECT_NEAR(pooledAuroc(samples, 2), 0.91666666666666663, 1e-15);
  EXPECT_NEAR(pooledAveragePrecision(samples, 0), 0.8666666666666667, 1e-15);
  EXPECT_NEAR(pooledAveragePrecision(samples, 1), 0.47619047619047616, 1e-15);
  EXPECT_NEAR(pooledAveragePrecision(samples, 2), 0.83333333333333326, 1e-15);
  EXPECT_NEAR(pooledAuroc(samples, {0, 1, 2}), 0.796875, 1e-15);
  EXPECT_NEAR(pooledAveragePrecision(samples, {0, 1, 2}), 0.72053571428571428,
              1e-15);
}

} // namespace
