// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The small value types the interfaces of EcgInterfaces.td speak in, and the
// generated interfaces themselves.

#ifndef ECG_IR_ECGINTERFACES_H
#define ECG_IR_ECGINTERFACES_H

#include "ecg/IR/LayerCall.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/Value.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"

namespace ecg {

/// A dense row-major float32 tensor that is looked at. Not owned.
struct ConstTensorView {
  const float *data;
  llvm::ArrayRef<int64_t> shape;
};

/// One dimension of one value as seen from channels. A channel is a block of
/// neighbours (above 1 where a flatten has merged channels with time); all
/// channels come one after the other, `repeats` times (the gates of an LSTM):
/// channel c owns the indices first + (r * channels + c) * block + i for every
/// r below `repeats` and i below `block`.
struct ChannelDim {
  mlir::Value value;
  int64_t dim;
  int64_t block = 1;
  int64_t first = 0;
  int64_t repeats = 1;
};

/// What a layer does with the channels of a tie.
enum class ChannelUse {
  Passes,     ///< each channel by itself
  Sums,       ///< adds up over them; zeros add nothing
  Normalizes, ///< each by a mean and variance over all of them
};

/// Dimensions that count the same channels: removing channel c from one means
/// removing it from all.
struct ChannelTie {
  llvm::SmallVector<ChannelDim, 4> dims;
  ChannelUse use = ChannelUse::Passes;
  /// How many; 0: as many as the first dimension has.
  int64_t channels = 0;
  /// Of the ties of a layer with the same number above 0 only one can hold: a
  /// dimension that is reshaped into heads and their elements loses heads, or
  /// the same element of each.
  unsigned choice = 0;

  int64_t countChannels() const;
};

/// The indices that have gone from a dimension of a value; null: none.
using RemovedIndices =
    llvm::function_ref<const llvm::BitVector *(mlir::Value, int64_t)>;

/// How scale and zero point of a layer's result come about.
enum class QuantRule {
  Calibrated,   ///< from the observed range of the result
  SameAsInput,  ///< the layer only selects or moves values
  UnitInterval, ///< results lie in [0, 1]: scale 1/256, zero point -128
  StaysFloat,   ///< these attributes have no exact integer form
};

/// What a layer sees along time, in samples of its input.
struct StreamWindow {
  int64_t span;
  int64_t stride;
  int64_t padLeft;
};

class KernelLowering;
class OnnxGraph;

} // namespace ecg

#include "ecg/IR/EcgInterfaces.h.inc"

#endif // ECG_IR_ECGINTERFACES_H
