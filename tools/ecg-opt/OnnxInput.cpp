// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Imports an ONNX file and prints the `ecg` program.

#include "OnnxInput.h"
#include "ecg/Import/Import.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/Support/FileUtilities.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/ToolOutputFile.h"

bool hasOnnxInput(int argc, char **argv) {
  return llvm::any_of(
      llvm::ArrayRef(argv, argc).drop_front(),
      [](char *argument) { return ecg::isOnnxFileName(argument); });
}

int runOnnxInput(int argc, char **argv) {
  namespace cl = llvm::cl;
  cl::opt<std::string> input(cl::Positional, cl::desc("<model>"), cl::Required);
  cl::opt<std::string> output("o", cl::desc("output file"), cl::init("-"));
  cl::opt<std::string> name("name", cl::desc("name of the function"));
  cl::opt<bool> debugInfo("mlir-print-debuginfo", cl::desc("print locations"));
  enum class Stage { Ecg };
  cl::opt<Stage> stage(
      "emit", cl::desc("where to stop"), cl::Required,
      cl::values(clEnumValN(Stage::Ecg, "ecg", "the imported ecg program")));
  cl::ParseCommandLineOptions(argc, argv, "ECG network optimizer\n");

  mlir::MLIRContext context;
  ecg::ImportOptions options;
  options.functionName = name;
  mlir::OwningOpRef<mlir::ModuleOp> module =
      ecg::importOnnx(input, options, &context);
  if (!module)
    return 1;
  std::string error;
  auto file = mlir::openOutputFile(output, &error);
  if (!file) {
    llvm::errs() << "error: " << error << "\n";
    return 1;
  }
  module->print(file->os(), mlir::OpPrintingFlags().enableDebugInfo(debugInfo));
  file->keep();
  return 0;
}
