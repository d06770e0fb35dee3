// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How decisions compare with the truth: counts and what follows from them.
// Definitions stand here once; reports only print what this file computes.

#ifndef ECG_METRICS_CONFUSION_H
#define ECG_METRICS_CONFUSION_H

#include "ecg/Metrics/Intervals.h"
#include "ecg/Metrics/Scored.h"
#include <string>
#include <vector>

namespace ecg {

/// Decisions about one class, or about several thrown together.
struct BinaryCounts {
  size_t truePositive = 0, falsePositive = 0;
  size_t falseNegative = 0, trueNegative = 0;

  size_t positives() const { return truePositive + falseNegative; }
  size_t negatives() const { return falsePositive + trueNegative; }
  size_t predicted() const { return truePositive + falsePositive; }

  double sensitivity() const; ///< TP / (TP + FN), also called recall
  double specificity() const; ///< TN / (TN + FP)
  double precision() const;   ///< TP / (TP + FP); 0 when never predicted
  double f1() const;          ///< 2 TP / (2 TP + FP + FN)
};

/// Unknown targets are left out.
BinaryCounts countDecisions(const ScoredSamples &samples,
                            llvm::ArrayRef<size_t> classes);

/// The name of a class, its index where names are missing.
std::string className(llvm::ArrayRef<std::string> names, size_t cls);

/// Samples whose every known target is met; of all samples with a known one.
struct Proportion {
  size_t part = 0, whole = 0;
  double value() const { return whole ? double(part) / whole : 0; }
};
Proportion countCorrect(const ScoredSamples &samples);

/// One class against all others.
struct ClassMetrics {
  size_t support = 0; ///< samples of the class: TP + FN
  double sensitivity = 0, specificity = 0, precision = 0, f1 = 0;
  BinaryCounts counts;
};

/// How predictions compare with labels. Samples without label do not count.
/// Means over classes ("macro") leave out classes without support: their
/// sensitivity is not defined, and any value would be made up.
struct Metrics {
  size_t numClasses = 0;
  size_t samples = 0; ///< with a label, or any known target
  size_t correct = 0;
  double accuracy = 0;
  Interval accuracyInterval{0, 1}; ///< wilsonInterval(correct, samples)
  std::vector<ClassMetrics> classes;
  size_t classesPresent = 0; ///< classes with support
  double macroF1 = 0, macroSensitivity = 0, macroSpecificity = 0;
  /// Samples of class `truth` predicted as `prediction`, row-major by truth.
  /// Empty where several classes may hold: there is no one prediction.
  std::vector<size_t> confusion;

  size_t confused(size_t truth, size_t prediction) const {
    return confusion[truth * numClasses + prediction];
  }
};

Metrics computeMetrics(const ScoredSamples &samples);

/// Labels are -1 (unknown) or below `numClasses`, predictions below
/// `numClasses`; both of the same length.
Metrics computeMetrics(llvm::ArrayRef<int32_t> labels,
                       llvm::ArrayRef<int32_t> predictions, size_t numClasses);

} // namespace ecg

#endif // ECG_METRICS_CONFUSION_H
