// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Evaluates anything the toolchain can read on the host: over labelled data, or
// against recorded outputs.

#include "Check.h"
#include "Diagnostics.h"
#include "Flags.h"
#include "ModelFile.h"
#include "Rating.h"
#include "Sensitivity.h"
#include "ecg/Passes.h"
#include "mlir/Pass/PassManager.h"
#include "llvm/Support/InitLLVM.h"

using namespace llvm;
using namespace ecg;

namespace {

/// A line on the terminal that counts samples, where there is a terminal.
void showProgress(size_t done, size_t total) {
  if (done % 64 == 0 || done == total)
    errs() << "\r" << done << " of " << total
           << (done == total ? "\r\033[K" : "");
}

Expected<size_t> findOutput(const Program &program, StringRef name) {
  if (name.empty())
    return 0;
  std::string names;
  for (auto [i, port] : enumerate(program.outputs())) {
    if (port.name == name)
      return i;
    names += (i ? ", " : "") + port.name;
  }
  return createStringError("no output '" + name + "', there are " + names);
}

/// Other tools write integer layers as float layers between pairs of quantize
/// and dequantize; what runs is what they mean.
mlir::LogicalResult foldQuantization(mlir::ModuleOp module) {
  mlir::PassManager passes(module.getContext());
  passes.addNestedPass<mlir::func::FuncOp>(createFoldQdq());
  return passes.run(module);
}

/// A flag without the one it is about would be overlooked in silence.
Error checkIdleFlags(const Flags &flags) {
  std::reference_wrapper<const cl::Option> details[] = {
      flags.sensitivityBits, flags.sensitivityPrune, flags.sensitivitySamples};
  for (const cl::Option &flag : details)
    if (!flags.sensitivity && flag.getNumOccurrences())
      return createStringError("--" + flag.ArgStr +
                               " does nothing without --sensitivity");
  return Error::success();
}

Error run(const Flags &flags, mlir::ModuleOp module, const Program &program) {
  if (Error error = checkIdleFlags(flags))
    return error;
  if (!flags.check.empty())
    return checkTestData(program, flags.check, flags.tolerance, outs());
  if (!flags.data.isGiven())
    return createStringError("nothing to do: give --data or --check");
  EvaluateOptions options;
  Expected<size_t> output = findOutput(program, flags.output);
  if (!output)
    return output.takeError();
  if (flags.sensitivity)
    return reportSensitivity(flags, module, program, *output);
  options.output = *output;
  options.threads = flags.threads;
  options.reconstruct = namesReconstruction(flags.metrics);
  if (errs().is_displayed())
    options.progress = showProgress;
  Expected<Dataset> data = flags.data.open(
      program, options.reconstruct ? std::nullopt : std::optional(*output));
  if (!data)
    return data.takeError();
  if (!flags.golden.empty())
    return checkGolden(program, *data, flags.golden, flags.tolerance, options,
                       outs());
  return Rating(flags, module, program, *data, options).run();
}

} // namespace

int main(int argc, char **argv) {
  InitLLVM init(argc, argv);
  cl::ResetCommandLineParser(); // LLVM's libraries bring hundreds of options
  Flags flags;
  cl::HideUnrelatedOptions(flags.category);
  cl::ParseCommandLineOptions(
      argc, argv,
      "Runs an ECG network on the host and says how good it is\n\n"
      "  ecg-run model.onnx --data=beats.npz --split=test\n"
      "  ecg-run model.onnx --data=beats.npz --metrics=macro-auroc,f1:V "
      "--bootstrap=1000\n"
      "  ecg-run model.onnx --data=beats.npz --sensitivity --split=val\n"
      "  ecg-run model.onnx --check=test_data_set_0\n");
  mlir::DialectRegistry registry;
  registerEcgDialects(registry);
  mlir::MLIRContext context(registry);
  printDiagnosticsShortly(context);
  Expected<InputShapes> shapes = flags.shapes.parse();
  if (!shapes) {
    errs() << "error: " << toString(shapes.takeError()) << "\n";
    return 1;
  }
  Expected<InputConstants> constants = flags.shapes.parseConstants();
  if (!constants) {
    errs() << "error: " << toString(constants.takeError()) << "\n";
    return 1;
  }
  mlir::OwningOpRef<mlir::ModuleOp> module = readModel(
      flags.model, &context, {"", std::move(*shapes), std::move(*constants)});
  if (!module || failed(foldQuantization(*module)))
    return 1;
  std::unique_ptr<Program> program = createProgram(*module);
  if (!program)
    return 1;
  if (Error error = run(flags, *module, *program)) {
    errs() << "error: " << toString(std::move(error)) << "\n";
    return 1;
  }
  return 0;
}
