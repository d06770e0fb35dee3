// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// ONNX in, the `ecg` dialect out. What is accepted, and how an operator is
// added, stands in docs/import.md.

#ifndef ECG_IMPORT_IMPORT_H
#define ECG_IMPORT_IMPORT_H

#include "ecg/Import/InputConstants.h"
#include "ecg/Import/InputShapes.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include "llvm/Support/MemoryBufferRef.h"
#include <string>

namespace ecg {

struct ImportOptions {
  /// Name of the function, a C identifier. Empty: made from the file name.
  std::string functionName;
  /// What becomes of dynamic dimensions.
  InputShapes shapes;
  /// Inputs that become constants.
  InputConstants constants;
};

/// True for the file names importOnnx reads: `.onnx` holds the binary form,
/// `.onnxtxt` and `.textproto` the text form of protocol buffers.
bool isOnnxFileName(llvm::StringRef path);

/// Reads a model and returns a module with its one function, whose arguments
/// and results carry their ONNX names as `ecg.name`. On failure emits exactly
/// one diagnostic, which names the file and where it applies node, operator
/// and opset, the cause and what would be accepted, and returns null.
/// Weights in external files are looked for beside `path`, never outside that
/// folder. Loads the dialects it needs into `context`.
mlir::OwningOpRef<mlir::ModuleOp> importOnnx(llvm::StringRef path,
                                             const ImportOptions &options,
                                             mlir::MLIRContext *context);

/// The same from memory; the identifier of `buffer` stands for the file name.
/// Models with external weights are refused: there is no folder to look in.
mlir::OwningOpRef<mlir::ModuleOp> importOnnxBuffer(llvm::MemoryBufferRef buffer,
                                                   const ImportOptions &options,
                                                   mlir::MLIRContext *context);

} // namespace ecg

#endif // ECG_IMPORT_IMPORT_H
