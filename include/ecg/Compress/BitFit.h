// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Coordinates and signs of one group of weights (ALQ-4, ALQ-6 and ALQ-7 of
// docs/alq.md; Qu et al., Adaptive loss-aware quantization for multi-bit
// networks, CVPR 2020). Plain arrays, no MLIR types; sums in double.

#ifndef ECG_COMPRESS_BITFIT_H
#define ECG_COMPRESS_BITFIT_H

#include "ecg/Compress/BitLevels.h"
#include <vector>

namespace ecg {

/// ALQ-4, structured sketching: each basis is the sign of what the ones before
/// left, and all coordinates are fitted again after each, `importance` weighing
/// the squares (empty: all alike). Ends early once the squares of the rest are
/// below 1e-6 of those of the weights. Coordinates are above 0 and fall; of
/// bases that depend on each other one stays.
std::vector<double> sketch(llvm::ArrayRef<float> weights, unsigned bits,
                           llvm::ArrayRef<float> importance = {});

/// ALQ-7: the coordinates with the least weighted squared error for given
/// levels (one a weight, numbers of `levels`), `(B^T H B) a = B^T H w`. A
/// singular system gets a small ridge: what depends shares. Signs may be
/// negative.
std::vector<double> solveCoordinates(llvm::ArrayRef<float> weights,
                                     llvm::ArrayRef<float> importance,
                                     const BitCode &code,
                                     const BitLevels<double> &levels,
                                     llvm::ArrayRef<size_t> chosen);

/// ALQ-6: for each weight the level nearest to it.
std::vector<size_t> chooseLevels(llvm::ArrayRef<float> weights,
                                 const BitLevels<double> &levels);

/// Good coordinates of a group for a code: from sketching, or a row of steps,
/// ALQ-6 and ALQ-7 in turn. As many as the code has, positive and falling;
/// zeros stand for bases that would carry nothing.
std::vector<float> fitCoordinates(llvm::ArrayRef<float> weights,
                                  const BitCode &code,
                                  llvm::ArrayRef<float> importance = {});

/// The weights as levels have them.
std::vector<float> roundToLevels(llvm::ArrayRef<float> weights,
                                 const BitCode &code,
                                 llvm::ArrayRef<float> alphas);

} // namespace ecg

#endif // ECG_COMPRESS_BITFIT_H
