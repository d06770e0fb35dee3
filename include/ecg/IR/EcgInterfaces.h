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
#include "llvm/ADT/SmallVector.h"

namespace ecg {

/// A dense row-major float32 tensor that is looked at. Not owned.
struct ConstTensorView {
  const float *data;
  llvm::ArrayRef<int64_t> shape;
};

/// One dimension of one value as seen from channels: channel c occupies the
/// indices [c * block, (c + 1) * block) of `dim`. `block` is above 1 where a
/// flatten has merged channels with time.
struct ChannelDim {
  mlir::Value value;
  int64_t dim;
  int64_t block = 1;
};

/// Dimensions that count the same channels: removing channel c from one means
/// removing it from all.
struct ChannelTie {
  llvm::SmallVector<ChannelDim, 4> dims;
};

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
