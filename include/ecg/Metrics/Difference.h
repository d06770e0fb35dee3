// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How far the outputs of two programs are apart, whatever is true.

#ifndef ECG_METRICS_DIFFERENCE_H
#define ECG_METRICS_DIFFERENCE_H

#include "llvm/ADT/ArrayRef.h"
#include <cstdint>

namespace ecg {

/// The share of equal entries; 1 for none.
double agreement(llvm::ArrayRef<int32_t> a, llvm::ArrayRef<int32_t> b);

/// max |a - b| / max |b|: the error of `a` relative to the scale of the
/// reference `b`. 0 when both are equal, infinite where only `b` is all zero;
/// NaN in either is infinite.
double relativeError(llvm::ArrayRef<float> a, llvm::ArrayRef<float> b);

/// Signal-to-quantization-noise ratio over all that is added: ten times the
/// logarithm of the sum of squares of exact values over that of the
/// differences.
class SignalToNoise {
public:
  /// `rounded` is what became of `exact`.
  void add(llvm::ArrayRef<float> exact, llvm::ArrayRef<float> rounded);

  /// Stands for the same values.
  static constexpr double mostDecibels = 200;

  /// In dB, at most mostDecibels; the same below 0 where only noise is there.
  double decibels() const;

private:
  double signal = 0, noise = 0;
};

} // namespace ecg

#endif // ECG_METRICS_DIFFERENCE_H
