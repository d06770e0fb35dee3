// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From which score on a class holds: tuned on a validation split, kept in a
// file.

#ifndef ECG_METRICS_THRESHOLDS_H
#define ECG_METRICS_THRESHOLDS_H

#include "ecg/Metrics/DifferentialEvolution.h"
#include "ecg/Metrics/Registry.h"

namespace ecg {

/// Thresholds of the classes under which `metric` of `samples` is as good as
/// differential evolution finds it, never worse than under `start`. One a class
/// of multi-label samples, or a single one for class 1 of two. A threshold
/// stands in the middle between the scores it divides, or at `start` where that
/// divides the same.
std::vector<float> tuneThresholds(const ScoredSamples &samples,
                                  const Metric &metric,
                                  llvm::ArrayRef<float> start,
                                  const DifferentialEvolution &search = {});

/// What a file of thresholds says. It is JSON:
///   {"metric": "macro-f1", "scores": "probabilities", "split": "val",
///    "thresholds": {"AF": 0.31, "PVC": 0.52}}
struct ThresholdTable {
  std::vector<std::string> classes;
  std::vector<float> thresholds; ///< one a class
  ScoreScale scale = ScoreScale::Probabilities;
  std::string metric, split; ///< what they were tuned for, and on

  /// Text that parse understands.
  std::string toText() const;
};

/// Reads a table for `classes`, in their order. Fails with one line that names
/// the file and what is missing, unknown or no number.
llvm::Expected<ThresholdTable>
readThresholds(llvm::StringRef path, llvm::ArrayRef<std::string> classes);

} // namespace ecg

#endif // ECG_METRICS_THRESHOLDS_H
