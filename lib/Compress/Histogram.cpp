// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Streaming histogram with bins that widen by powers of two.

#include "ecg/Compress/Histogram.h"
#include <algorithm>
#include <cmath>

using llvm::ArrayRef;

namespace ecg {

namespace {

/// The exponent of the bin width at which `magnitude` still has a bin.
int exponentFor(float magnitude) {
  int exponent = 0;
  std::frexp(magnitude, &exponent); // magnitude < 2^exponent
  return exponent - Histogram::kSideBits;
}

} // namespace

double Histogram::binWidth() const { return std::ldexp(1.0, exponent); }

int64_t Histogram::binOf(double value) const {
  return static_cast<int64_t>(std::floor(std::ldexp(value, -exponent)));
}

void Histogram::growTo(int newExponent) {
  if (newExponent <= exponent)
    return;
  // Bins narrower than 2^-shift of the new ones all end in bin 0 or -1.
  int shift = std::min(newExponent - exponent, 62);
  std::vector<uint64_t> wider(counts.size());
  for (int64_t bin = -kSide; bin < kSide; ++bin)
    wider[(bin >> shift) + kSide] += count(bin);
  counts = std::move(wider);
  exponent = newExponent;
}

void Histogram::add(ArrayRef<float> values) {
  float low = smallest, high = largest;
  bool empty = numFinite == 0;
  for (float value : values) {
    if (!std::isfinite(value))
      continue;
    low = empty ? value : std::min(low, value);
    high = empty ? value : std::max(high, value);
    empty = false;
  }
  smallest = low;
  largest = high;
  if (float magnitude = std::max(-low, high); magnitude > 0)
    growTo(exponentFor(magnitude));
  double perUnit = std::ldexp(1.0, -exponent);
  for (float value : values) {
    if (!std::isfinite(value)) {
      ++numNonFinite;
      continue;
    }
    ++counts[static_cast<int64_t>(std::floor(value * perUnit)) + kSide];
    ++numFinite;
    numZeros += value == 0;
  }
}

void Histogram::merge(const Histogram &other) {
  if (other.numFinite > 0) {
    bool empty = numFinite == 0;
    smallest = empty ? other.smallest : std::min(smallest, other.smallest);
    largest = empty ? other.largest : std::max(largest, other.largest);
  }
  growTo(other.exponent);
  int shift = std::min(exponent - other.exponent, 62);
  for (int64_t bin = -kSide; bin < kSide; ++bin)
    counts[(bin >> shift) + kSide] += other.count(bin);
  numFinite += other.numFinite;
  numZeros += other.numZeros;
  numNonFinite += other.numNonFinite;
}

} // namespace ecg
