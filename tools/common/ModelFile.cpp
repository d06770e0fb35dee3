// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Opening models.

#include "ModelFile.h"
#include "ecg/Exec/Register.h"
#include "ecg/Export/Export.h"
#include "ecg/IR/EcgOps.h"
#include "ecg/IR/EcgRtOps.h"
#include "ecg/Target/LowerToRt.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Quant/QuantOps.h"
#include "mlir/Parser/Parser.h"

namespace ecg {

void registerEcgDialects(mlir::DialectRegistry &registry) {
  registry.insert<EcgDialect, rt::EcgRtDialect, mlir::func::FuncDialect,
                  mlir::quant::QuantizationDialect>();
  registerExecModels(registry);
  registerExportModels(registry);
  registerKernelModels(registry);
}

mlir::OwningOpRef<mlir::ModuleOp> readModel(llvm::StringRef path,
                                            mlir::MLIRContext *context,
                                            const ImportOptions &options) {
  if (isOnnxFileName(path))
    return importOnnx(path, options, context);
  if (options.shapes.isGiven() || options.constants.isGiven()) {
    mlir::emitError(mlir::UnknownLoc::get(context))
        << path << ": --shape, --batch and --constant are for ONNX models; "
        << "inputs of MLIR programs are fixed";
    return nullptr;
  }
  auto module = mlir::parseSourceFile<mlir::ModuleOp>(path, context);
  if (!module)
    return nullptr;
  auto functions = llvm::to_vector(module->getOps<mlir::func::FuncOp>());
  if (functions.size() != 1 || functions[0].isDeclaration()) {
    module->emitError("expected one function with a body, found ")
        << functions.size() << " functions";
    return nullptr;
  }
  if (!options.functionName.empty())
    functions[0].setName(options.functionName);
  return module;
}

mlir::func::FuncOp functionOf(mlir::ModuleOp module) {
  return *module.getOps<mlir::func::FuncOp>().begin();
}

} // namespace ecg
