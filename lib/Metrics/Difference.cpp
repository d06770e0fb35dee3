// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Differences between outputs.

#include "ecg/Metrics/Difference.h"
#include "llvm/ADT/STLExtras.h"
#include <cmath>
#include <limits>

using namespace llvm;

namespace ecg {

double agreement(ArrayRef<int32_t> a, ArrayRef<int32_t> b) {
  size_t equal = 0;
  for (auto [x, y] : zip_equal(a, b))
    equal += x == y;
  return a.empty() ? 1 : double(equal) / a.size();
}

double relativeError(ArrayRef<float> a, ArrayRef<float> b) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  double error = 0, scale = 0;
  for (auto [x, y] : zip_equal(a, b)) {
    if (std::isnan(x) || std::isnan(y))
      return infinity;
    if (x != y)
      error = std::max(error, std::abs(double(x) - y));
    scale = std::max(scale, std::abs(double(y)));
  }
  if (error == 0)
    return 0;
  return scale == 0 || std::isinf(error) ? infinity : error / scale;
}

void SignalToNoise::add(ArrayRef<float> exact, ArrayRef<float> rounded) {
  for (auto [a, b] : zip_equal(exact, rounded)) {
    double difference = double(a) - double(b);
    signal += double(a) * double(a);
    noise += difference * difference;
  }
}

double SignalToNoise::decibels() const {
  if (noise == 0)
    return mostDecibels;
  if (signal == 0)
    return -mostDecibels;
  double ratio = 10 * std::log10(signal / noise);
  return ratio < mostDecibels ? ratio : mostDecibels;
}

} // namespace ecg
