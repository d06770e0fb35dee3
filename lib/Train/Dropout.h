// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Dropout (Srivastava et al. 2014) for networks that came without: exporters
// leave it out, as it does nothing in use.

#ifndef ECG_LIB_TRAIN_DROPOUT_H
#define ECG_LIB_TRAIN_DROPOUT_H

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace ecg {

/// Multiplies what the last linear layer before result `output` reads by a new
/// last argument of the function, the mask. Its elements a sample; 0, with
/// nothing changed, where there is no such layer.
size_t addDropout(mlir::func::FuncOp function, size_t output);

} // namespace ecg

#endif // ECG_LIB_TRAIN_DROPOUT_H
