// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The metric of the PhysioNet/CinC Challenge 2020; ChallengeWeights.cpp reads
// its table.

#include "ecg/Metrics/Challenge.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

using namespace llvm;

namespace ecg {

namespace {

/// What is true, or said, of a sample, by classes of the table.
using Marks = SmallVector<bool, 32>;

class Scorer {
public:
  Scorer(const ScoredSamples &samples, ArrayRef<std::string> classNames,
         const ChallengeWeights &weights, size_t normal)
      : samples(samples), weights(weights), normal(weights.size()) {
    this->normal[normal] = true;
    for (const std::string &name : classNames)
      scored.push_back(weights.find(name));
  }

  double run() {
    double observed = 0, correct = 0, inactive = 0;
    for (size_t sample = 0; sample < samples.size(); ++sample) {
      if (!isKnown(sample))
        continue;
      Marks truth = marksOf(samples.targetsOf(sample));
      observed += credit(truth, marksOf(samples.decisionsOf(sample)));
      correct += credit(truth, truth);
      inactive += credit(truth, normal);
    }
    if (correct == inactive)
      return 0;
    return (observed - inactive) / (correct - inactive);
  }

private:
  bool isKnown(size_t sample) const {
    for (auto [target, cls] : zip(samples.targetsOf(sample), scored))
      if (cls && target < 0)
        return false;
    return true;
  }

  template <typename T> Marks marksOf(ArrayRef<T> row) const {
    Marks marks(weights.size());
    for (auto [value, cls] : zip(row, scored))
      if (cls && value == 1)
        marks[*cls] = true;
    return marks;
  }

  double credit(const Marks &truth, const Marks &decisions) const {
    double sum = 0;
    size_t either = 0;
    for (size_t j = 0; j < truth.size(); ++j) {
      either += truth[j] || decisions[j];
      for (size_t k = 0; truth[j] && k < truth.size(); ++k)
        if (decisions[k])
          sum += weights.weight(j, k);
    }
    return sum / std::max<size_t>(either, 1);
  }

  const ScoredSamples &samples;
  const ChallengeWeights &weights;
  Marks normal;                              ///< what the inactive model says
  SmallVector<std::optional<size_t>> scored; ///< of each class of the samples
};

} // namespace

double challengeScore(const ScoredSamples &samples,
                      ArrayRef<std::string> classNames,
                      const ChallengeWeights &weights, size_t normal) {
  return Scorer(samples, classNames, weights, normal).run();
}

} // namespace ecg
