// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which single weights stay when a network is made sparse. Plain arrays; what
// the rest learns then is lib/Train's business, how it is stored
// PackedWeights.h's.

#ifndef ECG_COMPRESS_SPARSITY_H
#define ECG_COMPRESS_SPARSITY_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/BitVector.h"
#include <cstdint>

namespace ecg {

/// All but the floor(sparsity * size) weights of smallest magnitude (Han et
/// al., Learning both weights and connections, 2015); of equals the first go.
llvm::BitVector keepLargest(llvm::ArrayRef<float> weights, double sparsity);

/// N:M sparsity (Mishra et al., Accelerating sparse deep neural networks,
/// 2021): of each `m` neighbours of a row, from its first weight on, the `n`
/// largest; of a rest of k at the end ceil(n * k / m). `weights` are `rows`
/// equal rows.
llvm::BitVector keepPattern(llvm::ArrayRef<float> weights, int64_t rows,
                            unsigned n, unsigned m);

/// @gradual_sparsity: goal * (1 - (1 - round / rounds)^3), of round 1 to rounds
/// (Zhu and Gupta, To prune, or not to prune, 2017): much while there is much
/// to spare.
double sparsityOfRound(double goal, unsigned round, unsigned rounds);

} // namespace ecg

#endif // ECG_COMPRESS_SPARSITY_H
