// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What compression leaves of weights, in float: for questions of the kind "what
// if". The integers themselves are Scales.h's business.

#ifndef ECG_COMPRESS_SIMULATE_H
#define ECG_COMPRESS_SIMULATE_H

#include "llvm/ADT/ArrayRef.h"
#include <cstdint>
#include <vector>

namespace ecg {

/// Rounds each of the `rows` equal rows of `weights` to the integers of
/// [-q, q], q = 2^(bits - 1) - 1, times max |w| / q (docs/numerics.md
/// `@q_simulated`). `bits` is 2 to 16; rows of zeros stay.
void roundRows(llvm::MutableArrayRef<float> weights, int64_t rows,
               unsigned bits);

/// The `count` of the `rows` equal rows of `weights` with the smallest sums of
/// magnitudes (Li et al., Pruning filters for efficient ConvNets, 2017),
/// ascending; the first of equals.
std::vector<int64_t> smallestRows(llvm::ArrayRef<float> weights, int64_t rows,
                                  int64_t count);

} // namespace ecg

#endif // ECG_COMPRESS_SIMULATE_H
