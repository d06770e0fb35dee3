// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How good predictions are, and how far two outputs are apart. Definitions
// stand here once; reports only print what this file computes.

#ifndef ECG_EXEC_METRICS_H
#define ECG_EXEC_METRICS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"
#include <string>
#include <vector>

namespace ecg {

struct Interval {
  double low, high;
};

/// The Wilson score interval at 95 % of `successes` out of `trials` (Wilson
/// 1927): for few trials, and rates close to 0 or 1, better than the normal
/// approximation. [0, 1] without trials.
Interval wilsonInterval(size_t successes, size_t trials);

/// One class against all others: of TP, FP, FN, TN samples.
struct ClassMetrics {
  size_t support = 0;     ///< samples of the class: TP + FN
  double sensitivity = 0; ///< TP / (TP + FN), also called recall
  double specificity = 0; ///< TN / (TN + FP)
  double precision = 0;   ///< TP / (TP + FP); 0 when never predicted
  double f1 = 0;          ///< 2 TP / (2 TP + FP + FN)
};

/// How predictions compare with labels. Samples without label do not count.
/// Means over classes ("macro") leave out classes without support: their
/// sensitivity is not defined, and any value would be made up.
struct Metrics {
  size_t numClasses = 0;
  size_t samples = 0; ///< with a label
  size_t correct = 0;
  double accuracy = 0;
  Interval accuracyInterval{0, 1}; ///< wilsonInterval(correct, samples)
  std::vector<ClassMetrics> classes;
  size_t classesPresent = 0; ///< classes with support
  double macroF1 = 0, macroSensitivity = 0, macroSpecificity = 0;
  /// Samples of class `truth` predicted as `prediction`, row-major by truth.
  std::vector<size_t> confusion;

  size_t confused(size_t truth, size_t prediction) const {
    return confusion[truth * numClasses + prediction];
  }
};

/// Labels are -1 (unknown) or below `numClasses`, predictions below
/// `numClasses`; both of the same length.
Metrics computeMetrics(llvm::ArrayRef<int32_t> labels,
                       llvm::ArrayRef<int32_t> predictions, size_t numClasses);

/// The share of equal entries; 1 for none.
double agreement(llvm::ArrayRef<int32_t> a, llvm::ArrayRef<int32_t> b);

/// max |a - b| / max |b|: the error of `a` relative to the scale of the
/// reference `b`. 0 when both are equal, infinite where only `b` is all zero;
/// NaN in either is infinite.
double relativeError(llvm::ArrayRef<float> a, llvm::ArrayRef<float> b);

/// Signal to quantization noise in dB: 10 log10(sum b^2 / sum (a - b)^2) of an
/// approximation `a` of `b`. Infinite when equal.
double sqnr(llvm::ArrayRef<float> a, llvm::ArrayRef<float> b);

/// Prints tables for people: figures, figures a class, confusion matrix.
/// `classNames` may be empty.
void printMetrics(llvm::raw_ostream &os, const Metrics &metrics,
                  llvm::ArrayRef<std::string> classNames);

/// The same for programs.
llvm::json::Object toJson(const Metrics &metrics,
                          llvm::ArrayRef<std::string> classNames);

} // namespace ecg

#endif // ECG_EXEC_METRICS_H
