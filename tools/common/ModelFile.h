// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Opening anything the toolchain can read as one module.

#ifndef ECG_TOOLS_COMMON_MODELFILE_H
#define ECG_TOOLS_COMMON_MODELFILE_H

#include "ecg/Import/Import.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

namespace ecg {

/// The dialects of the toolchain, executable on the host.
void registerEcgDialects(mlir::DialectRegistry &registry);

/// Reads an ONNX model, or MLIR as text or bytecode, with exactly one function,
/// which gets the name that `options` hold unless that is empty. Emits a
/// diagnostic and returns null on failure.
mlir::OwningOpRef<mlir::ModuleOp> readModel(llvm::StringRef path,
                                            mlir::MLIRContext *context,
                                            const ImportOptions &options);

/// The one function of a module made by readModel.
mlir::func::FuncOp functionOf(mlir::ModuleOp module);

} // namespace ecg

#endif // ECG_TOOLS_COMMON_MODELFILE_H
