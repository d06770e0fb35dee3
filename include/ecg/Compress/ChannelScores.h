// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a channel is worth, from the weights that make it. How the weights of a
// channel are found in a network is not known here.

#ifndef ECG_COMPRESS_CHANNELSCORES_H
#define ECG_COMPRESS_CHANNELSCORES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include <cstdint>
#include <vector>

namespace ecg {

/// Neighbouring elements of an array that holds all weights of a network.
struct WeightSpan {
  size_t offset, size;
};

/// The weights of every channel of a layer, or of layers whose channels go
/// together.
using ChannelWeights = std::vector<llvm::SmallVector<WeightSpan, 2>>;

/// One score a channel: the sum of the magnitudes of its weights (Li et al.,
/// Pruning filters for efficient ConvNets, ICLR 2017); docs/numerics.md
/// `@score_l1`.
std::vector<double> scoreL1(llvm::ArrayRef<float> values,
                            const ChannelWeights &channels);

/// The Euclidean norm of its weights (`@score_l2`).
std::vector<double> scoreL2(llvm::ArrayRef<float> values,
                            const ChannelWeights &channels);

/// Numbers of [0, 1) that depend on `seed`, `layer` and the channel alone
/// (`@score_random`).
std::vector<double> scoreRandomly(uint64_t seed, uint64_t layer,
                                  size_t channels);

/// Adds what one batch says: the square of the sum of gradient times weight,
/// the first-order estimate of how the loss changes without the channel
/// (Molchanov et al., Importance estimation for neural network pruning, CVPR
/// 2019, equation 8, on the scale of its output); `@score_taylor`.
void addTaylorScores(llvm::ArrayRef<float> values,
                     llvm::ArrayRef<float> gradients,
                     const ChannelWeights &channels,
                     llvm::MutableArrayRef<double> scores);

/// Divides by the root of the mean square, so that layers can be compared whose
/// weights are of different size (`@score_normalized`); zeros stay.
void normalizeScores(llvm::MutableArrayRef<double> scores);

} // namespace ecg

#endif // ECG_COMPRESS_CHANNELSCORES_H
