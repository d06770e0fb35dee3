// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How far a figure can be trusted: confidence intervals at 95 %.

#ifndef ECG_METRICS_INTERVALS_H
#define ECG_METRICS_INTERVALS_H

#include <cstddef>

namespace ecg {

struct Interval {
  double low, high;
};

/// The Wilson score interval at 95 % of `successes` out of `trials` (Wilson
/// 1927): for few trials, and rates close to 0 or 1, better than the normal
/// approximation. [0, 1] without trials.
Interval wilsonInterval(size_t successes, size_t trials);

} // namespace ecg

#endif // ECG_METRICS_INTERVALS_H
