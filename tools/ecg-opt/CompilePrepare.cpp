// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What can be refused before the main job begins.

#include "CompileJob.h"
#include "ecg/Target/EmittedProgram.h"

using namespace mlir;

namespace ecg {

/// Flags that would do nothing are mistakes, as wrong ones are.
llvm::Error CompileJob::findIdleFlag() const {
  auto idle = [](const llvm::cl::Option &flag, bool works,
                 llvm::StringRef needed) {
    return flag.getNumOccurrences() && !works
               ? llvm::createStringError("--" + flag.ArgStr +
                                         " does nothing without " + needed)
               : llvm::Error::success();
  };
  bool hasRounds = flags.pruning.isGiven() || flags.weights.sparsifies() ||
                   flags.weights.clusters();
  // Recipes may turn out to need no training, and still be told how.
  if (const llvm::cl::Option *flag =
          flags.goals.any()
              ? nullptr
              : flags.training.findIdle(hasRounds, flags.trainsIntegers()))
    return idle(*flag, false, "--train");
  bool hasData = flags.data.isGiven();
  bool quantizes = flags.int8 || flags.trainsIntegers();
  if (llvm::Error error = idle(flags.calibrator, quantizes, "--int8"))
    return error;
  if (llvm::Error error = idle(flags.equalize, quantizes, "--int8"))
    return error;
  if (llvm::Error error =
          idle(flags.activations, flags.int8 || flags.qat.isGiven(),
               "--int8 or --qat"))
    return error;
  if (llvm::Error error = idle(flags.rounding, flags.int8, "--int8"))
    return error;
  if (flags.rounding != "nearest" && flags.rounding != "calibrated")
    return llvm::createStringError(
        "--rounding is nearest or calibrated, got '" + flags.rounding + "'");
  if (flags.weightType.getNumOccurrences() && flags.rounding == "calibrated")
    return llvm::createStringError(
        "--rounding=calibrated rounds to int8: leave out --weights");
  if (llvm::Error error = idle(flags.minSqnr, quantizes, "--int8"))
    return error;
  if (llvm::Error error = idle(flags.calibrationSamples, quantizes, "--int8"))
    return error;
  if (llvm::Error error = idle(flags.weightType, flags.int8, "--int8"))
    return error;
  if (flags.weightType.getNumOccurrences() && flags.minSqnr > 0)
    return llvm::createStringError(
        "--min-sqnr measures weights of int8: leave out --weights");
  if (llvm::Error error = idle(flags.alq.dropSilent, hasData, "--data"))
    return error;
  if (llvm::Error error = idle(flags.data.optionsFlag(), hasData, "--data"))
    return error;
  if (llvm::Error error = idle(flags.split, hasData, "--data"))
    return error;
  if (llvm::Error error = flags.goals.findIdle())
    return error;
  return idle(flags.verifySamples, flags.verify != Proof::None, "--verify");
}

/// What else can be refused before work begins.
LogicalResult CompileJob::prepare() {
  if (failed(report(findIdleFlag())))
    return failure();
  if (flags.training.train) {
    if (!flags.data.isGiven())
      return report(llvm::createStringError("--train needs labelled ECG: add "
                                            "--data=FILE.npz, or "
                                            "--data=synthetic: to try it"));
    if (!network)
      return report(llvm::createStringError(
          "a device program cannot be trained, a network can"));
    auto options = flags.training.parse();
    if (!options)
      return report(options.takeError());
  }
  if (flags.alq.readsState() && !network)
    return report(llvm::createStringError(
        "--alq-state is about networks, and this is a device program"));
  if (failed(report(checkPruning())) || failed(report(checkWeights())) ||
      failed(report(checkQat())))
    return failure();
  if (flags.int8 && !flags.data.isGiven())
    return report(llvm::createStringError(
        "--int8 needs signals to calibrate on: add --data=FILE.npz, a WFDB "
        "record, or --data=synthetic: where made-up ECG will do"));
  if (flags.emit == Stage::Onnx && !network)
    return report(llvm::createStringError(
        "a device program cannot be written as ONNX, a network can"));
  if (flags.emit == Stage::Onnx && flags.output.empty())
    return report(llvm::createStringError("no output file, add -o FILE.onnx"));
  if (flags.emit != Stage::C)
    return success();
  if (flags.verify != Proof::None)
    if (failed(report(EmittedProgram::checkTools(*target, flags.verify ==
                                                              Proof::Device))))
      return failure();
  if (flags.output.empty())
    return report(llvm::createStringError("no output folder, add -o DIR"));
  llvm::Expected<OutputFolder> created =
      OutputFolder::create(flags.output, flags.force);
  if (!created)
    return report(created.takeError());
  folder.emplace(std::move(*created));
  return success();
}

} // namespace ecg
