// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What every metric of a classifier is computed from: what is true of samples,
// how a model scores their classes, and what it decides. Plain arrays.

#ifndef ECG_METRICS_SCORED_H
#define ECG_METRICS_SCORED_H

#include "llvm/ADT/ArrayRef.h"
#include <cstdint>
#include <vector>

namespace ecg {

/// Truth, scores and decisions, each [samples][classes] in row-major order.
struct ScoredSamples {
  size_t numClasses = 0;
  /// Any number of classes may hold for a sample; otherwise exactly one.
  bool multiLabel = false;
  std::vector<int8_t> targets;    ///< 1: holds, 0: does not, -1: unknown
  std::vector<float> scores;      ///< larger: rather so
  std::vector<uint8_t> decisions; ///< 1: said to hold

  size_t size() const { return numClasses ? targets.size() / numClasses : 0; }
  llvm::ArrayRef<int8_t> targetsOf(size_t sample) const {
    return llvm::ArrayRef(targets).slice(sample * numClasses, numClasses);
  }
  llvm::ArrayRef<uint8_t> decisionsOf(size_t sample) const {
    return llvm::ArrayRef(decisions).slice(sample * numClasses, numClasses);
  }
  /// The class of a sample of which exactly one holds, or -1.
  int32_t labelOf(size_t sample) const;
  /// Whether `cls` holds for any sample.
  bool hasSupport(size_t cls) const;
  /// Decides anew from the scores: a class of multi-label samples holds from
  /// its threshold on; otherwise one threshold divides class 1 from class 0.
  void decide(llvm::ArrayRef<float> thresholds);
  /// The samples of these indices, in this order; an index may repeat.
  ScoredSamples select(llvm::ArrayRef<uint32_t> samples) const;
};

/// What the values of an output are: they rank samples differently where one
/// class a sample holds, because softmax divides by a sum of its own for each.
enum class ScoreScale { Probabilities, Logits };

/// What outputs look like: probabilities where all lie in [0, 1].
ScoreScale guessScoreScale(llvm::ArrayRef<float> outputs);

/// Where a class begins to hold: 0.5 of probabilities, 0 of logits.
float neutralThreshold(ScoreScale scale);

/// The class an output stands for: the index of the largest value, the lowest
/// such index on ties; for a single value 1 from `threshold` on, else 0.
int32_t predictClass(llvm::ArrayRef<float> output, float threshold);

/// Samples with one label each, -1 (unknown) or below `numClasses`. `outputs`
/// has `numClasses` values a sample, or one, which then scores class 1 of two
/// and, mirrored at `threshold`, class 0. Decisions are those of predictClass.
/// Logits z are scored by their log-odds under softmax,
/// z_k - log sum_{j != k} exp(z_j): the order of the probabilities, without
/// ties where these round to 1.
ScoredSamples scoreLabels(llvm::ArrayRef<int32_t> labels,
                          llvm::ArrayRef<float> outputs, size_t numClasses,
                          ScoreScale scale, float threshold = 0.5f);

/// Samples with one target a class and sample (1, 0, -1 unknown). A class is
/// said to hold from its threshold on; `outputs` are the scores.
ScoredSamples scoreTargets(llvm::ArrayRef<int8_t> targets,
                           llvm::ArrayRef<float> outputs,
                           llvm::ArrayRef<float> thresholds);

} // namespace ecg

#endif // ECG_METRICS_SCORED_H
