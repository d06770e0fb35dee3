// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Areas under the ROC and the precision-recall curve.

#include "ecg/Metrics/Roc.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>
#include <limits>

using namespace llvm;

namespace ecg {

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

struct Ranked {
  float score;
  bool positive;
};

/// Samples of equal score.
struct Tie {
  uint64_t positives = 0, negatives = 0;
};

/// Distinct scores from the highest to the lowest.
std::vector<Tie> rank(std::vector<Ranked> samples) {
  llvm::sort(samples, [](Ranked a, Ranked b) { return a.score > b.score; });
  std::vector<Tie> ties;
  for (auto [i, sample] : enumerate(samples)) {
    if (i == 0 || sample.score != samples[i - 1].score)
      ties.emplace_back();
    ++(sample.positive ? ties.back().positives : ties.back().negatives);
  }
  return ties;
}

Tie total(ArrayRef<Tie> ties) {
  Tie sum;
  for (const Tie &tie : ties) {
    sum.positives += tie.positives;
    sum.negatives += tie.negatives;
  }
  return sum;
}

double areaUnderRoc(ArrayRef<Tie> ties) {
  Tie all = total(ties);
  if (!all.positives || !all.negatives)
    return undefined;
  uint64_t twicePairs = 0, below = all.negatives;
  for (const Tie &tie : ties) {
    below -= tie.negatives;
    twicePairs += tie.positives * (2 * below + tie.negatives);
  }
  return twicePairs / (2.0 * all.positives * all.negatives);
}

double averagePrecisionOf(ArrayRef<Tie> ties) {
  Tie all = total(ties), seen;
  if (!all.positives)
    return undefined;
  double sum = 0;
  for (const Tie &tie : ties) {
    seen.positives += tie.positives;
    seen.negatives += tie.negatives;
    sum += double(tie.positives) * seen.positives /
           (seen.positives + seen.negatives);
  }
  return sum / all.positives;
}

std::vector<Tie> rank(ArrayRef<int8_t> targets, ArrayRef<float> scores) {
  std::vector<Ranked> known;
  for (auto [target, score] : zip_equal(targets, scores))
    if (target >= 0)
      known.push_back({score, target == 1});
  return rank(std::move(known));
}

std::vector<Tie> rank(const ScoredSamples &samples, ArrayRef<size_t> classes) {
  std::vector<Ranked> known;
  known.reserve(samples.size() * classes.size());
  for (size_t at = 0; at < samples.targets.size(); at += samples.numClasses)
    for (size_t cls : classes)
      if (samples.targets[at + cls] >= 0)
        known.push_back(
            {samples.scores[at + cls], samples.targets[at + cls] == 1});
  return rank(std::move(known));
}

} // namespace

double auroc(ArrayRef<int8_t> targets, ArrayRef<float> scores) {
  return areaUnderRoc(rank(targets, scores));
}

double averagePrecision(ArrayRef<int8_t> targets, ArrayRef<float> scores) {
  return averagePrecisionOf(rank(targets, scores));
}

double pooledAuroc(const ScoredSamples &samples, ArrayRef<size_t> classes) {
  return areaUnderRoc(rank(samples, classes));
}

double pooledAveragePrecision(const ScoredSamples &samples,
                              ArrayRef<size_t> classes) {
  return averagePrecisionOf(rank(samples, classes));
}

} // namespace ecg
