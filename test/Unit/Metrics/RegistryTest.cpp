// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Metrics by name. Literals of the multi-label example are scikit-learn's.

#include "ecg/Metrics/Registry.h"
#include <cmath>
#include <gtest/gtest.h>

using namespace ecg;

namespace {

const MetricContext context{3, {"N", "V", "Q"}};

double value(llvm::StringRef name, const Outcome &outcome) {
  llvm::Expected<Metric> metric = findMetric(name, context);
  if (!metric) {
    ADD_FAILURE() << llvm::toString(metric.takeError());
    return 0;
  }
  EXPECT_EQ(metric->name, name);
  return (*metric)(outcome);
}

std::string failure(llvm::StringRef name) {
  llvm::Expected<Metric> metric = findMetric(name, context);
  return metric ? "" : llvm::toString(metric.takeError());
}

// Predicted: N, N, V, V, N, Q; Q never is true.
Outcome oneLabel() {
  Outcome outcome;
  outcome.scored =
      scoreLabels({0, 0, 0, 1, 1, 1},
                  {9, 0, 0, 9, 0, 0, 0, 9, 0, 0, 9, 0, 9, 0, 0, 0, 0, 9}, 3,
                  ScoreScale::Logits);
  return outcome;
}

TEST(Registry, FiguresOfOneLabel) {
  Outcome outcome = oneLabel();
  EXPECT_DOUBLE_EQ(value("accuracy", outcome), 0.5);
  EXPECT_DOUBLE_EQ(value("sensitivity:V", outcome), 1.0 / 3);
  EXPECT_DOUBLE_EQ(value("recall:V", outcome), 1.0 / 3);
  EXPECT_DOUBLE_EQ(value("precision:V", outcome), 1.0 / 2);
  EXPECT_DOUBLE_EQ(value("specificity:Q", outcome), 5.0 / 6);
  EXPECT_DOUBLE_EQ(value("f1:N", outcome), 2.0 / 3);
  EXPECT_DOUBLE_EQ(value("macro-precision", outcome), 7.0 / 12);
  EXPECT_DOUBLE_EQ(value("micro-f1", outcome), 0.5);
  EXPECT_DOUBLE_EQ(value("micro-specificity", outcome), 9.0 / 12);
  EXPECT_DOUBLE_EQ(value("micro-precision:N+V", outcome), 3.0 / 5);
  EXPECT_DOUBLE_EQ(value("macro-f1:V", outcome), 2.0 / 5);
}

TEST(Registry, ClassesThatDoNotOccurHaveNoFigure) {
  Outcome outcome = oneLabel();
  EXPECT_TRUE(std::isnan(value("f1:Q", outcome)));
  EXPECT_TRUE(std::isnan(value("auroc:Q", outcome)));
  EXPECT_TRUE(std::isnan(value("macro-f1:Q", outcome)));
  EXPECT_DOUBLE_EQ(value("macro-f1", outcome), (2.0 / 3 + 2.0 / 5) / 2);
  EXPECT_DOUBLE_EQ(value("macro-f1", outcome), value("macro-f1:N+V", outcome));
}

TEST(Registry, FiguresOfSeveralLabels) {
  Outcome outcome;
  outcome.scored =
      scoreTargets({1, 0, 1, 0, 1, 0, 1, 1, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0},
                   {.8f, .3f, .6f, .4f, .7f, .1f, .45f, .5f, .7f, .2f, .1f, .2f,
                    .6f, .5f, .3f, .5f, .4f, .4f},
                   {.5f, .5f, .5f});
  EXPECT_NEAR(value("accuracy", outcome), 4.0 / 6, 1e-15);
  EXPECT_NEAR(value("macro-f1", outcome), 0.72222222222222222, 1e-15);
  EXPECT_NEAR(value("micro-f1", outcome), 0.75, 1e-15);
  EXPECT_NEAR(value("macro-auroc", outcome), 0.80092592592592593, 1e-15);
  EXPECT_NEAR(value("micro-auroc", outcome), 0.80625, 1e-15);
  EXPECT_NEAR(value("macro-auprc", outcome), 0.76851851851851849, 1e-15);
  EXPECT_NEAR(value("micro-auprc", outcome), 0.73323412698412693, 1e-15);
}

TEST(Registry, SharesKnowTheirCounts) {
  auto metric = findMetric("sensitivity:V", context);
  ASSERT_TRUE(bool(metric));
  Estimate estimate = metric->estimate(oneLabel());
  ASSERT_TRUE(estimate.proportion.has_value());
  EXPECT_EQ(estimate.proportion->part, 1u);
  EXPECT_EQ(estimate.proportion->whole, 3u);
  auto micro = findMetric("micro-sensitivity", context);
  ASSERT_TRUE(bool(micro));
  EXPECT_FALSE(micro->estimate(oneLabel()).proportion.has_value());
}

TEST(Registry, Reconstructions) {
  Outcome outcome;
  outcome.reconstructions = {{100, 25, 1}};
  outcome.compressionRatio = 32;
  EXPECT_DOUBLE_EQ(value("snr", outcome), 20);
  EXPECT_DOUBLE_EQ(value("prd", outcome), 10);
  EXPECT_DOUBLE_EQ(value("prdn", outcome), 20);
  EXPECT_DOUBLE_EQ(value("compression-ratio", outcome), 32);
  EXPECT_FALSE(findMetric("prd", context)->higherIsBetter);
  EXPECT_TRUE(findMetric("snr", context)->higherIsBetter);
}

TEST(Registry, EveryMetricIsFoundByItsName) {
  for (const Metric &metric : allClassMetrics(context))
    EXPECT_EQ(failure(metric.name), "");
  for (const Metric &metric : allReconstructionMetrics()) {
    EXPECT_EQ(failure(metric.name), "");
    EXPECT_TRUE(isReconstructionMetric(metric.name));
  }
}

TEST(Registry, TheChallengeNeedsItsTable) {
  EXPECT_EQ(failure("challenge"),
            "metric 'challenge' needs its table of weights");
  for (const Metric &metric : allClassMetrics(context))
    EXPECT_NE(metric.name, "challenge");
}

TEST(Registry, Failures) {
  EXPECT_EQ(failure("f2").rfind("unknown metric 'f2'; there are accuracy, "
                                "challenge, f1:CLASS, macro-f1, micro-f1, ",
                                0),
            0u)
      << failure("f2");
  EXPECT_EQ(failure("f1:X"),
            "metric 'f1:X': there is no class 'X'; there are N, V, Q");
  EXPECT_EQ(failure("f1:N+V"), "metric 'f1:N+V' is of one class; write "
                               "macro-f1:N+V or micro-f1:N+V");
  EXPECT_NE(failure("f1"), "");
  EXPECT_NE(failure(""), "");
}

} // namespace
