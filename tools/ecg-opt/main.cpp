// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The one command of the project. With a model and a target it does the whole
// job; on `.mlir` it runs single passes, as lit tests want it.

#include "Compile.h"
#include "ListOperators.h"
#include "ModelFile.h"
#include "ecg/Import/Import.h"
#include "ecg/Passes.h"
#include "ecg/Pipelines.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"
#include "mlir/Transforms/Passes.h"
#include "llvm/ADT/STLExtras.h"

/// Flags that mlir-opt's job has not, and that make sense on their own.
static constexpr llvm::StringLiteral jobFlags[] = {
    "target", "emit",     "int8",   "verify",   "stateful", "size", "ram",
    "mips",   "max-drop", "pareto", "rate-val", "help",     "h"};

/// Whether the arguments ask for the main job and not for passes on `.mlir`.
static bool isCompileCommand(llvm::ArrayRef<char *> arguments) {
  return llvm::any_of(arguments, [](llvm::StringRef argument) {
    if (!argument.consume_front("-"))
      return ecg::isOnnxFileName(argument);
    argument.consume_front("-");
    llvm::StringRef flag = argument.split('=').first;
    return llvm::is_contained(jobFlags, flag);
  });
}

static int runPasses(int argc, char **argv) {
  mlir::DialectRegistry registry;
  ecg::registerEcgDialects(registry);
  ecg::registerEcgPasses();
  ecg::registerEcgPipelines();
  mlir::registerCanonicalizerPass();
  mlir::registerCSEPass();
  return mlir::asMainReturnCode(
      mlir::MlirOptMain(argc, argv, "ECG network optimizer\n", registry));
}

int main(int argc, char **argv) {
  llvm::ArrayRef<char *> arguments = llvm::ArrayRef(argv, argc).drop_front();
  if (arguments.size() == 1 &&
      llvm::StringRef(arguments[0]) == "--list-operators") {
    ecg::listOperators(llvm::outs());
    return 0;
  }
  if (arguments.empty() || isCompileCommand(arguments))
    return ecg::runCompile(argc, argv);
  // Our --help is about the main job; that of mlir-opt lists every pass.
  std::string help = "--help";
  for (char *&argument : llvm::MutableArrayRef<char *>(argv, argc))
    if (llvm::StringRef(argument) == "--help-passes")
      argument = help.data();
  return runPasses(argc, argv);
}
