// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The one command of the project. With a model and a target it does the whole
// job; on `.mlir` it runs single passes, as lit tests want it.

#include "OnnxInput.h"
#include "ecg/Exec/Register.h"
#include "ecg/IR/EcgOps.h"
#include "ecg/IR/EcgRtOps.h"
#include "ecg/Pipelines.h"
#include "ecg/Target/LowerToRt.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"
#include "mlir/Transforms/Passes.h"

int main(int argc, char **argv) {
  if (hasOnnxInput(argc, argv))
    return runOnnxInput(argc, argv);
  mlir::DialectRegistry registry;
  registry.insert<ecg::EcgDialect, ecg::rt::EcgRtDialect,
                  mlir::func::FuncDialect, mlir::quant::QuantizationDialect>();
  ecg::registerExecModels(registry);
  ecg::registerKernelModels(registry);
  ecg::registerEcgPasses();
  ecg::registerEcgPipelines();
  mlir::registerCanonicalizerPass();
  mlir::registerCSEPass();
  return mlir::asMainReturnCode(
      mlir::MlirOptMain(argc, argv, "ECG network optimizer\n", registry));
}
