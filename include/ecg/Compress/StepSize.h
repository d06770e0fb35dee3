// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The scale at which few integers tell most about a row of weights. Where
// training starts from; Scales.h has those that clip nothing.

#ifndef ECG_COMPRESS_STEPSIZE_H
#define ECG_COMPRESS_STEPSIZE_H

#include "llvm/ADT/ArrayRef.h"
#include <cstdint>

namespace ecg {

/// What is lost when `row` becomes `scale` times integers of [low, high]: the
/// sum of importance * (w - scale * q)^2. `importance` has one entry a weight,
/// not negative, or is empty: all 1.
double roundingLoss(llvm::ArrayRef<float> row, double scale, int64_t low,
                    int64_t high, llvm::ArrayRef<float> importance = {});

/// `@step_size`: the scale with the least roundingLoss() found: from several
/// shares of the largest magnitude on, q and scale are chosen in turn, the
/// latter as (sum importance w q) / (sum importance q^2). 0 for rows of zeros
/// and for types without other integers than 0.
double fitScale(llvm::ArrayRef<float> row, int64_t low, int64_t high,
                llvm::ArrayRef<float> importance = {});

} // namespace ecg

#endif // ECG_COMPRESS_STEPSIZE_H
