// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What one output of a layer with weights is made of.

#ifndef ECG_PASSES_LAYERWINDOWS_H
#define ECG_PASSES_LAYERWINDOWS_H

#include "ecg/IR/EcgOps.h"
#include "ecg/IR/Windows.h"

namespace ecg {

/// The windows of a convolution, transposed or not, or the rows of a linear
/// layer, each in the order of a row of its weights.
class LayerWindows {
public:
  /// `layer` has a weight (QuantOpInterface::getWeightIndex).
  explicit LayerWindows(mlir::Operation *layer);

  /// Groups of output channels, which see different input channels.
  int64_t groups() const { return numGroups; }
  /// Weights of an output channel.
  int64_t size() const { return channels * taps; }
  /// Outputs of one channel for one sample.
  int64_t count() const { return batch * positions; }

  /// The window of output `index` of the channels of `group`: size() elements
  /// of the input x. Padding is 0.
  void read(const float *x, int64_t group, int64_t index, float *to) const;

private:
  /// The input that tap `tap` of output `position` reads along dimension d, or
  /// -1.
  int64_t inputAt(size_t d, int64_t position, int64_t tap) const;

  int64_t numGroups = 1, batch = 1, channels = 1; ///< channels of a group
  int64_t positions = 1, taps = 1, plane = 1;     ///< over all dimensions
  llvm::SmallVector<int64_t> in, out;
  Windows windows;
  bool isTransposed = false;
};

} // namespace ecg

#endif // ECG_PASSES_LAYERWINDOWS_H
