// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Differential evolution and the thresholds it finds.

#include "ecg/Metrics/Thresholds.h"
#include "ecg/Data/Random.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include <cmath>
#include <gtest/gtest.h>

using namespace ecg;

namespace {

// The first function of De Jong, as in the paper, and a narrow valley.
TEST(DifferentialEvolution, FindsTheTop) {
  DifferentialEvolution search;
  auto sphere = [](llvm::ArrayRef<double> x) {
    return -(x[0] * x[0] + x[1] * x[1] + (x[2] - 1) * (x[2] - 1));
  };
  auto found = search.maximize(sphere, {4, 4, 4}, {-5, -5, -5}, {5, 5, 5});
  EXPECT_NEAR(found[0], 0, 1e-3);
  EXPECT_NEAR(found[1], 0, 1e-3);
  EXPECT_NEAR(found[2], 1, 1e-3);
  auto rosenbrock = [](llvm::ArrayRef<double> x) {
    return -(100 * std::pow(x[0] * x[0] - x[1], 2) + std::pow(1 - x[0], 2));
  };
  found = search.maximize(rosenbrock, {-1, 1}, {-2, -2}, {2, 2});
  EXPECT_NEAR(found[0], 1, 1e-2);
  EXPECT_NEAR(found[1], 1, 1e-2);
}

TEST(DifferentialEvolution, StaysInsideAndAtTheStartWhereNothingIsBetter) {
  DifferentialEvolution search;
  auto flat = [](llvm::ArrayRef<double> x) {
    EXPECT_GE(x[0], 0);
    EXPECT_LE(x[0], 1);
    return x[0] == 0.25 ? 0 : std::nan("");
  };
  EXPECT_EQ(search.maximize(flat, {0.25}, {0}, {1})[0], 0.25);
}

TEST(DifferentialEvolution, ASeedMeansTheSame) {
  auto wave = [](llvm::ArrayRef<double> x) {
    return std::sin(9 * x[0]) + std::cos(7 * x[1]);
  };
  DifferentialEvolution search;
  search.generations = 3;
  auto once = search.maximize(wave, {0, 0}, {0, 0}, {9, 9});
  EXPECT_EQ(search.maximize(wave, {0, 0}, {0, 0}, {9, 9}), once);
  search.seed = 1;
  EXPECT_NE(search.maximize(wave, {0, 0}, {0, 0}, {9, 9}), once);
}

const MetricContext context{2, {"AF", "PVC"}};

Metric metricOf(llvm::StringRef name) {
  return llvm::cantFail(findMetric(name, context));
}

// AF is best divided between 0.2 and 0.3, PVC as it was.
TEST(Thresholds, StandBetweenScores) {
  ScoredSamples samples = scoreTargets(
      {0, 0, 0, 1, 1, 0, 1, 1},
      {0.1f, 0.2f, 0.2f, 0.8f, 0.3f, 0.4f, 0.4f, 0.9f}, {0.5f, 0.5f});
  std::vector<float> tuned =
      tuneThresholds(samples, metricOf("macro-f1"), {0.5f, 0.5f});
  EXPECT_NEAR(tuned[0], 0.25, 1e-6);
  EXPECT_EQ(tuned[1], 0.5f);
}

/// Noisy scores of five classes of very different frequency.
ScoredSamples noisySamples() {
  portable::Random random({7});
  std::vector<int8_t> targets;
  std::vector<float> scores;
  for (int sample = 0; sample < 300; ++sample)
    for (int cls = 0; cls < 5; ++cls) {
      bool holds = random.uniform(0, 1) < 0.4 / (1 << cls);
      targets.push_back(holds);
      scores.push_back(random.uniform(0, 0.6) + (holds ? 0.2 : 0));
    }
  return scoreTargets(targets, scores, {.5f, .5f, .5f, .5f, .5f});
}

/// The best F1 of a class over all its thresholds.
double bestF1(const ScoredSamples &samples, size_t cls) {
  double best = 0;
  for (size_t at = cls; at < samples.scores.size(); at += samples.numClasses) {
    ScoredSamples tried = samples;
    tried.decide(std::vector<float>(samples.numClasses, samples.scores[at]));
    best = std::max(best, countDecisions(tried, cls).f1());
  }
  return best;
}

// Classes do not depend on each other in macro-F1, so that trying every
// threshold of each is the truth.
TEST(Thresholds, ComeCloseToTheBest) {
  ScoredSamples samples = noisySamples();
  double best = 0;
  for (size_t cls = 0; cls < 5; ++cls)
    best += bestF1(samples, cls) / 5;
  MetricContext five{5, {}};
  Metric metric = llvm::cantFail(findMetric("macro-f1", five));
  std::vector<float> start(5, 0.5f);
  Outcome outcome;
  outcome.scored = samples;
  double before = metric(outcome);
  std::vector<float> tuned = tuneThresholds(samples, metric, start);
  outcome.scored.decide(tuned);
  EXPECT_GT(metric(outcome), before);
  EXPECT_NEAR(metric(outcome), best, 0.005);
  EXPECT_EQ(tuneThresholds(samples, metric, start), tuned);
}

TEST(Thresholds, OfASingleValue) {
  ScoredSamples samples = scoreLabels({0, 0, 1, 1}, {0.1f, 0.2f, 0.3f, 0.4f}, 2,
                                      ScoreScale::Probabilities);
  std::vector<float> tuned =
      tuneThresholds(samples, metricOf("accuracy"), {0.5f});
  EXPECT_NEAR(tuned[0], 0.25, 1e-6);
  samples.decide(tuned);
  EXPECT_EQ(samples.decisions, (std::vector<uint8_t>{1, 0, 1, 0, 0, 1, 0, 1}));
}

/// What reading `text` says of classes AF and PVC, without the path.
std::string failure(llvm::StringRef text) {
  llvm::SmallString<64> path;
  int file;
  EXPECT_FALSE(
      llvm::sys::fs::createTemporaryFile("thresholds", "json", file, path));
  llvm::raw_fd_ostream(file, /*shouldClose=*/true) << text;
  auto table = readThresholds(path, context.classNames);
  llvm::sys::fs::remove(path);
  if (table)
    return table->toText();
  return llvm::toString(table.takeError()).substr(path.size());
}

TEST(Thresholds, FilesAreReadAsTheyAreWritten) {
  ThresholdTable table{
      {"AF", "PVC"}, {0.1f, -2.5f}, ScoreScale::Logits, "challenge", "val"};
  EXPECT_EQ(failure(table.toText()), table.toText());
}

TEST(Thresholds, MistakesInFiles) {
  EXPECT_EQ(failure("[]"), ": expected an object with 'thresholds'");
  EXPECT_EQ(failure("{\"thresholds\": {}}"),
            ": 'scores' must be probabilities or logits");
  auto with = [](llvm::StringRef values) {
    return failure("{\"scores\": \"logits\", \"thresholds\": " + values.str() +
                   "}");
  };
  EXPECT_EQ(with("{\"AF\": 1}"), ": no threshold of class 'PVC'");
  EXPECT_EQ(with("{\"AF\": 1, \"PVC\": \"x\"}"),
            ": the threshold of class 'PVC' is no number");
  EXPECT_EQ(with("{\"AF\": 1, \"VT\": 1}"), ": there is no class 'VT'");
  EXPECT_NE(failure("{"), "");
}

} // namespace
