// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the channel ties of layers (ChannelOpInterface) have in common; the
// layers themselves are in the Channels*.cpp files, a family each.

#ifndef ECG_LIB_IR_CHANNELTIES_H
#define ECG_LIB_IR_CHANNELTIES_H

#include "LayerRules.h"

namespace ecg {

using ChannelTies = llvm::SmallVector<ChannelTie>;

/// Dimension `from` of the input is dimension `to` of the result.
inline ChannelTie passDim(mlir::Value input, int64_t from, mlir::Value result,
                          int64_t to) {
  return {{{input, from}, {result, to}}};
}

/// Every dimension of input and result, but those in `except`, passes.
ChannelTies passDims(mlir::Value input, mlir::Value result,
                     llvm::ArrayRef<int64_t> except = {});

/// Layers on elements: operands broadcast to the result; those that repeat one
/// element over channels keep it.
ChannelTies tieElements(mlir::Operation *op);

} // namespace ecg

#endif // ECG_LIB_IR_CHANNELTIES_H
