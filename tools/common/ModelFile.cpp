// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Opening models.

#include "ModelFile.h"
#include "ecg/Exec/Register.h"
#include "ecg/IR/EcgOps.h"
#include "ecg/IR/EcgRtOps.h"
#include "ecg/Import/Import.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Parser/Parser.h"

namespace ecg {

void registerEcgDialects(mlir::DialectRegistry &registry) {
  registry.insert<EcgDialect, rt::EcgRtDialect, mlir::func::FuncDialect>();
  registerExecModels(registry);
}

mlir::OwningOpRef<mlir::ModuleOp> readModel(llvm::StringRef path,
                                            mlir::MLIRContext *context) {
  if (isOnnxFileName(path))
    return importOnnx(path, ImportOptions(), context);
  return mlir::parseSourceFile<mlir::ModuleOp>(path, context);
}

} // namespace ecg
