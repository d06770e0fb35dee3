// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The `ecg` dialect in, ONNX out: what lib/Import reads, after the passes. How
// layers are written stands in docs/export.md.

#ifndef ECG_EXPORT_EXPORT_H
#define ECG_EXPORT_EXPORT_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/Support/Error.h"
#include <string>

namespace mlir {
class DialectRegistry;
}

namespace ecg {

/// Makes the layers of `ecg` writable (OnnxOpInterface) in every context that
/// uses `registry`.
void registerExportModels(mlir::DialectRegistry &registry);

/// The network `function` as the bytes of an ONNX model. Float layers become
/// float operators, layers on quantized types float operators between
/// DequantizeLinear and QuantizeLinear. Inputs and outputs keep their names
/// (`ecg.name`), nodes those of their layers. Emits a diagnostic and fails on
/// layers that cannot be written, and on more weights than a file can hold.
mlir::FailureOr<std::string> exportOnnx(mlir::func::FuncOp function);

/// The same into a file, which appears whole or not at all; "-" is standard
/// output.
mlir::LogicalResult exportOnnxFile(mlir::func::FuncOp function,
                                   llvm::StringRef path);

} // namespace ecg

#endif // ECG_EXPORT_EXPORT_H
