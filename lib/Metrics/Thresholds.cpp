// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The search for thresholds.

#include "ecg/Metrics/Thresholds.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

using namespace llvm;

namespace ecg {

namespace {

/// Scores of known samples that threshold `i` divides, ascending.
std::vector<float> scoresOf(const ScoredSamples &samples, size_t i) {
  size_t cls = samples.multiLabel ? i : 1;
  std::vector<float> scores;
  for (size_t at = cls; at < samples.scores.size(); at += samples.numClasses)
    if (samples.targets[at] >= 0)
      scores.push_back(samples.scores[at]);
  llvm::sort(scores);
  return scores;
}

/// A threshold that divides `scores` as `threshold` does.
float settle(float threshold, float start, ArrayRef<float> scores) {
  auto above = llvm::lower_bound(scores, threshold);
  if (above == llvm::lower_bound(scores, start))
    return start;
  if (above == scores.begin() || above == scores.end())
    return threshold;
  float middle = above[-1] + (above[0] - above[-1]) / 2;
  return middle > above[-1] ? middle : above[0];
}

std::vector<float> toFloats(ArrayRef<double> values) {
  return std::vector<float>(values.begin(), values.end());
}

} // namespace

std::vector<float> tuneThresholds(const ScoredSamples &samples,
                                  const Metric &metric, ArrayRef<float> start,
                                  const DifferentialEvolution &search) {
  std::vector<std::vector<float>> scores;
  std::vector<double> low, high;
  for (size_t i = 0; i < start.size(); ++i) {
    scores.push_back(scoresOf(samples, i));
    low.push_back(scores[i].empty() ? start[i] : scores[i].front());
    high.push_back(scores[i].empty() ? start[i] : scores[i].back());
  }
  Outcome outcome;
  outcome.scored = samples;
  double sign = metric.higherIsBetter ? 1 : -1;
  auto value = [&](ArrayRef<double> thresholds) {
    outcome.scored.decide(toFloats(thresholds));
    return sign * metric(outcome);
  };
  std::vector<double> from(start.begin(), start.end());
  std::vector<float> best = toFloats(search.maximize(value, from, low, high));
  for (auto [i, threshold] : enumerate(best))
    threshold = settle(threshold, start[i], scores[i]);
  return best;
}

} // namespace ecg
