// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The order of layers that is quickest to train.

#ifndef ECG_LIB_TRAIN_SINKACTIVATIONS_H
#define ECG_LIB_TRAIN_SINKACTIVATIONS_H

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace ecg {

/// Moves each ReLU behind the max-pool that alone reads it, where there are
/// fewer elements. Outputs and gradients stay the same, bit for bit.
void sinkActivations(mlir::func::FuncOp function);

} // namespace ecg

#endif // ECG_LIB_TRAIN_SINKACTIVATIONS_H
