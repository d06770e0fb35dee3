// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Channels of an activation share one scale when they are int8: small ones
// drown in the steps of large ones. Cross-layer equalization (Nagel et al.,
// Data-free quantization through weight equalization and bias correction, 2019)
// makes them alike and lets the weights on both sides make up for it. Plain
// arrays; who may be scaled is ScalableRegions.h's business.

#ifndef ECG_COMPRESS_EQUALIZE_H
#define ECG_COMPRESS_EQUALIZE_H

#include "llvm/ADT/ArrayRef.h"
#include <vector>

namespace ecg {

/// A layer that reads the channels by weights.
struct ChannelReader {
  /// `rows` x channels: the largest magnitude, and the sum of squares, of the
  /// weights from a channel to a row.
  std::vector<double> largest, squares;
  size_t rows;
  /// Weights from a channel to a row.
  size_t taps;
};

/// @equalize: the factor s of each channel, a power of two in [2^-8, 1]: values
/// are divided by it, what reads them is multiplied. `magnitudes` are the
/// largest of each channel over samples. s = 2^rint(a * log2(magnitude /
/// largest of all)) with the a of 0, 1/4, 1/2, 3/4, 1 for which the noise that
/// rounding to int8 brings to all `readers` together is least: that of the
/// activations grows with a step all channels share, that of the weights with
/// the values they are multiplied with. All 1 where a = 0 is best.
std::vector<float> chooseEqualization(llvm::ArrayRef<float> magnitudes,
                                      llvm::ArrayRef<ChannelReader> readers);

} // namespace ecg

#endif // ECG_COMPRESS_EQUALIZE_H
