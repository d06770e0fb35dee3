// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The Wilson score interval.

#include "ecg/Metrics/Intervals.h"
#include <algorithm>
#include <cmath>

namespace ecg {

Interval wilsonInterval(size_t successes, size_t trials) {
  if (trials == 0)
    return {0, 1};
  constexpr double z = 1.959963984540054; // two-sided 95 %
  double n = trials, p = successes / n;
  double center = p + z * z / (2 * n);
  double spread = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
  double scale = 1 + z * z / n;
  return {std::max(0.0, (center - spread) / scale),
          std::min(1.0, (center + spread) / scale)};
}

} // namespace ecg
