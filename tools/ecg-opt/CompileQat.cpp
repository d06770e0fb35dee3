// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Quantization-aware training in the main job, in place of calibration alone.

#include "CompileJob.h"
#include "ModelFile.h"
#include "Teachers.h"
#include "TrainMonitor.h"
#include "ecg/Pipelines.h"
#include "ecg/Train/KeptWeights.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;

namespace ecg {

llvm::Error CompileJob::checkQat() const {
  if (!flags.qat.isGiven())
    return llvm::Error::success();
  if (!flags.data.isGiven())
    return llvm::createStringError("--qat needs labelled ECG: add "
                                   "--data=FILE.npz, or --data=synthetic: to "
                                   "try it");
  if (!network)
    return llvm::createStringError(
        "a device program cannot be trained, a network can");
  if (flags.int8)
    return llvm::createStringError(
        "--qat and --int8 both quantize: give one of them");
  auto options = flags.qat.parse();
  return options ? flags.training.parse().takeError() : options.takeError();
}

LogicalResult CompileJob::insertRounding() {
  auto options = flags.qat.parse();
  if (!options)
    return report(options.takeError());
  if (isQuantized())
    return report(llvm::createStringError(
        "--qat needs a float network; this one came quantized"));
  InsertFakeQuantizeOptions insertion;
  insertion.weights = options->startType();
  insertion.outer = options->outerType();
  insertion.skip = options->skip;
  if (failed(findRanges()))
    return failure();
  return transform(*network, [&](OpPassManager &pm) {
    pm.addNestedPass<func::FuncOp>(createInsertFakeQuantize(insertion));
  });
}

/// "12 int4, 4 ternary"
static std::string describeRows(const LayerTypes &types) {
  std::string text;
  for (const WeightType &type : weightTypes())
    if (auto count = llvm::count(types.rows, &type))
      text += llvm::formatv("{0}{1} {2}", text.empty() ? "" : ", ", count,
                            type.name);
  return text;
}

static void printStage(func::FuncOp function, const QuantizeAwareStage &stage,
                       llvm::StringRef split) {
  llvm::errs() << llvm::formatv("{0}: {1} bytes of parameters", stage.name,
                                storedBytes(function));
  if (!stage.result.bestEpoch || split.empty())
    llvm::errs() << "\n";
  else
    llvm::errs() << llvm::formatv(", {0} {1:f4} on '{2}' (epoch {3})\n",
                                  stage.result.metric, stage.result.bestMetric,
                                  split, stage.result.bestEpoch);
  for (const RoundedLayer &layer : describeRoundedLayers(function))
    llvm::errs() << llvm::formatv("  {0}: {1}\n", layer.name,
                                  describeRows(layer.types));
}

LogicalResult CompileJob::trainRounded() {
  auto how = flags.qat.parse();
  auto options = flags.training.parse();
  if (!how || !options)
    return report(llvm::joinErrors(how.takeError(), options.takeError()));
  how->applyTo(*options);
  func::FuncOp function = functionOf(*network);
  options->ties = tiesThatKeep(
      {flags.weights.sparsifies(), flags.weights.clusters()}, function);
  Teachers teachers;
  if (failed(readTeachers(teachers, *options)))
    return failure();
  TrainMonitor monitor(llvm::errs());
  auto result =
      trainQuantized(function, *data, *options, how->budget, teachers.get(),
                     monitor.observer(), [&](const QuantizeAwareStage &stage) {
                       printStage(function, stage, options->valSplit);
                     });
  if (!result)
    return report(result.takeError());
  if (result->interrupted)
    llvm::errs() << "interrupted: going on with the best epoch so far\n";
  summary.calibration += llvm::formatv(
      "; quantization-aware training of {0} weights, {1} bytes of parameters",
      how->weights, storedBytes(function));
  roundedNetwork = network->clone();
  return transform(*network, [](OpPassManager &pm) {
    pm.addNestedPass<func::FuncOp>(createConvertFakeQuantize());
  });
}

} // namespace ecg
