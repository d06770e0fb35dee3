// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The command line of the main job: one compilation, or several of a sweep.

#include "Compile.h"
#include "CompileJob.h"
#include "Diagnostics.h"
#include "ModelFile.h"
#include "Sweep.h"
#include "llvm/Support/InitLLVM.h"
#include <csignal>

using namespace mlir;

namespace ecg {

static int runSweep(CompileJob &job, Sweep sweep, const CompileFlags &flags) {
  if (failed(job.report(sweep.check())))
    return 1;
  auto facts = job.describe();
  if (failed(facts))
    return 1;
  if (flags.goals.sweeps())
    return failed(job.report(sweep.runPoints(*facts)));
  auto code = sweep.climbDown(*facts);
  return code ? *code : int(failed(job.report(code.takeError())));
}

int runCompile(int argc, char **argv) {
  llvm::InitLLVM init(argc, argv);
  // A limit on the size of files is an error like a full disk, no crash.
  std::signal(SIGXFSZ, SIG_IGN);
  llvm::cl::ResetCommandLineParser();
  CompileFlags flags;
  llvm::cl::HideUnrelatedOptions(
      {&flags.mainCategory, &flags.quantCategory, &flags.dataCategory,
       &flags.proofCategory, &flags.training.category, &flags.pruning.category,
       &flags.weights.category, &flags.qat.category, &flags.alq.category,
       &flags.goals.category});
  llvm::cl::ParseCommandLineOptions(
      argc, argv,
      "From an ECG model to verified C for a microcontroller\n\n"
      "  ecg-opt model.onnx --target=cortex-m4 --int8 --data=beats.npz "
      "--verify -o DIR\n\n"
      "Reads ONNX, .mlir or MLIR bytecode. With pass flags and a .mlir file it "
      "works like\nmlir-opt; --help-passes lists them. --list-operators says "
      "what "
      "of ONNX is read.\n");
  DialectRegistry registry;
  registerEcgDialects(registry);
  MLIRContext context(registry);
  printDiagnosticsShortly(context);
  CompileJob job(flags, context);
  if (flags.goals.sweeps() || flags.looksForSmallest())
    return runSweep(job, Sweep(flags, llvm::ArrayRef(argv, argc)), flags);
  if (succeeded(job.run()))
    return 0;
  return job.hasMissedGoal() ? goalMissed : 1;
}

} // namespace ecg
