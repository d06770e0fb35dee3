// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The bootstrap against what is known of it.

#include "ecg/Metrics/Bootstrap.h"
#include <gtest/gtest.h>

using namespace ecg;

namespace {

const MetricContext context{2, {}};

Metric metricOf(llvm::StringRef name) {
  return llvm::cantFail(findMetric(name, context));
}

/// `right` of `size` samples are right; every third is of class 1.
Outcome outcomeOf(size_t right, size_t size) {
  std::vector<int32_t> labels;
  std::vector<float> outputs;
  for (size_t i = 0; i < size; ++i) {
    int32_t label = i % 3 == 0;
    labels.push_back(label);
    bool one = (i < right) == (label == 1);
    outputs.insert(outputs.end(), {one ? 0.f : 1.f, one ? 1.f : 0.f});
  }
  Outcome outcome;
  outcome.scored = scoreLabels(labels, outputs, 2, ScoreScale::Probabilities);
  return outcome;
}

Interval intervalOf(llvm::StringRef metric, const Outcome &outcome,
                    llvm::ArrayRef<std::vector<uint32_t>> groups,
                    Bootstrap bootstrap = {}) {
  return *bootstrap.intervals(metricOf(metric), outcome, groups)[0];
}

// The standard error of 160 of 200 is sqrt(0.8 * 0.2 / 200) = 0.0283.
TEST(Bootstrap, OfAShareIsThatOfTheBinomial) {
  Interval interval =
      intervalOf("accuracy", outcomeOf(160, 200), groupSamples({}, 200));
  EXPECT_NEAR(interval.low, 0.8 - 1.96 * 0.0283, 0.01);
  EXPECT_NEAR(interval.high, 0.8 + 1.96 * 0.0283, 0.01);
}

// 20 persons who are all right or all wrong are 20 trials, not 200.
TEST(Bootstrap, PersonsAreDrawnWhole) {
  std::vector<std::string> persons;
  for (size_t i = 0; i < 200; ++i)
    persons.push_back(std::to_string(i / 10));
  auto groups = groupSamples(persons, 200);
  ASSERT_EQ(groups.size(), 20u);
  Interval interval = intervalOf("accuracy", outcomeOf(160, 200), groups);
  EXPECT_NEAR(interval.low, 0.6, 0.051);
  EXPECT_NEAR(interval.high, 0.95, 0.051);
}

TEST(Bootstrap, SameOnAnyNumberOfThreads) {
  Outcome outcome = outcomeOf(30, 50);
  auto groups = groupSamples({}, 50);
  Bootstrap one{200, 3, 1}, many{200, 3, 5}, other{200, 4, 1};
  Interval a = intervalOf("macro-f1", outcome, groups, one);
  Interval b = intervalOf("macro-f1", outcome, groups, many);
  Interval c = intervalOf("macro-f1", outcome, groups, other);
  EXPECT_EQ(a.low, b.low);
  EXPECT_EQ(a.high, b.high);
  EXPECT_NE(a.low, c.low);
}

// A class of one sample in 50 is drawn in 64 % of the replicates, one that
// never occurs in none.
TEST(Bootstrap, ReplicatesWithoutTheMetricDoNotCount) {
  Outcome outcome = outcomeOf(50, 50);
  Bootstrap bootstrap;
  auto groups = groupSamples({}, 50);
  for (int8_t &target : outcome.scored.targets)
    target = 0;
  outcome.scored.targets[1] = 1;
  auto intervals = bootstrap.intervals(
      {metricOf("sensitivity:0"), metricOf("sensitivity:1")}, outcome, groups);
  EXPECT_FALSE(intervals[0].has_value());
  EXPECT_TRUE(intervals[1].has_value());
}

TEST(Bootstrap, GroupsKeepTheOrderOfNames) {
  auto groups = groupSamples({"b", "a", "b"}, 3);
  ASSERT_EQ(groups.size(), 2u);
  EXPECT_EQ(groups[0], (std::vector<uint32_t>{0, 2}));
  EXPECT_EQ(groups[1], (std::vector<uint32_t>{1}));
}

// numpy.percentile([1, 2, 4, 8], [0, 25, 97.5, 100])
TEST(Bootstrap, PercentilesAreNumPys) {
  std::vector<double> sorted = {1, 2, 4, 8};
  EXPECT_DOUBLE_EQ(percentile(sorted, 0), 1);
  EXPECT_DOUBLE_EQ(percentile(sorted, 0.25), 1.75);
  EXPECT_NEAR(percentile(sorted, 0.975), 7.7, 1e-12);
  EXPECT_DOUBLE_EQ(percentile(sorted, 1), 8);
}

} // namespace
