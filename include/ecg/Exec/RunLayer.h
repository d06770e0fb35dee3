// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One layer on the host, once. Networks are run by Program.h.

#ifndef ECG_EXEC_RUNLAYER_H
#define ECG_EXEC_RUNLAYER_H

#include "ecg/IR/EcgInterfaces.h"

namespace ecg {

/// Whether the layer runs by its ExecOpInterface: its first result is float32,
/// all else that or integers (indices, lengths, conditions). Others run by
/// their reference kernels.
bool runsByExecOp(mlir::Operation *layer);

/// Runs one sample of a layer of which runsByExecOp() holds.
void forwardLayer(ExecOpInterface layer, llvm::ArrayRef<const void *> operands,
                  llvm::ArrayRef<void *> results);

/// Whether runLayer can run it: plain elements, and one of the two interfaces.
bool canRunLayer(mlir::Operation *layer);

/// Computes the results of `layer` from its operands, dense elements in the
/// order of the IR. Emits a diagnostic on failure. Needs registerExecModels,
/// registerKernelModels and a loaded `ecgrt` dialect.
mlir::LogicalResult runLayer(mlir::Operation *layer,
                             llvm::ArrayRef<const void *> operands,
                             llvm::ArrayRef<void *> results);

} // namespace ecg

#endif // ECG_EXEC_RUNLAYER_H
