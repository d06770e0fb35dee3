// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Constants that are about to go separate ways.

#ifndef ECG_LIB_TRAIN_CONSTANTS_H
#define ECG_LIB_TRAIN_CONSTANTS_H

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace ecg {

/// Gives every user of a constant one of its own where sharing it can only be
/// an accident: all its elements are the same, as in fresh biases and
/// statistics, which are merged because they are equal. Weights that are tied
/// on purpose stay tied.
void separateConstants(mlir::func::FuncOp function);

/// Whether a batch norm reads the value as its running mean or variance: moved
/// by the layer, no weight.
bool isStatistic(mlir::Value value);

} // namespace ecg

#endif // ECG_LIB_TRAIN_CONSTANTS_H
