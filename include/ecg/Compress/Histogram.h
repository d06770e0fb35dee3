// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The distribution of a tensor's values, gathered in one pass over any number
// of samples in bounded memory. What to make of it: Calibration.h.

#ifndef ECG_COMPRESS_HISTOGRAM_H
#define ECG_COMPRESS_HISTOGRAM_H

#include "llvm/ADT/ArrayRef.h"
#include <cstdint>
#include <vector>

namespace ecg {

/// Counts in bins of one width around zero. The width is always the power of
/// two that follows from the largest magnitude seen: when a larger value
/// arrives, neighbouring bins are merged, which is exact because 0 is a bin
/// edge at every width. The result therefore does not depend on the order of
/// the values nor on how they were divided over histograms merged later.
class Histogram {
public:
  /// Bins on each side of zero.
  static constexpr int kSideBits = 12;
  static constexpr int64_t kSide = 1 << kSideBits;

  Histogram() : counts(2 * kSide) {}

  void add(llvm::ArrayRef<float> values);
  void merge(const Histogram &other);

  /// Finite values counted, and how many were NaN or infinite.
  uint64_t total() const { return numFinite; }
  uint64_t nonFinite() const { return numNonFinite; }

  /// Values that are exactly 0, part of count(0): ReLU and padding make many,
  /// and no choice of range loses them.
  uint64_t zeros() const { return numZeros; }

  /// Extremes of the finite values, exact; 0 when there are none.
  float min() const { return smallest; }
  float max() const { return largest; }

  double binWidth() const;
  /// Values in [bin * width, (bin + 1) * width), for bins in [-kSide, kSide).
  uint64_t count(int64_t bin) const { return counts[bin + kSide]; }
  /// The bin a value in [min(), max()] belongs to.
  int64_t binOf(double value) const;

private:
  void growTo(int newExponent);

  std::vector<uint64_t> counts;
  int exponent = -200; ///< bins are 2^exponent wide; below every float at first
  uint64_t numFinite = 0, numNonFinite = 0, numZeros = 0;
  float smallest = 0, largest = 0;
};

} // namespace ecg

#endif // ECG_COMPRESS_HISTOGRAM_H
