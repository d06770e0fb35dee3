// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Adaptive loss-aware quantization in the main job, in place of calibration
// alone.

#include "CompileJob.h"
#include "ModelFile.h"
#include "Teachers.h"
#include "TrainMonitor.h"
#include "ecg/Compress/BitCodes.h"
#include "ecg/Pipelines.h"
#include "ecg/Train/AlqState.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;

namespace ecg {

/// "12 odd2, 4 ternary"
static std::string describeGroups(const MultiBitLayer &layer) {
  std::string text;
  for (auto [number, code] : llvm::enumerate(bitCodes()))
    if (auto count = llvm::count(layer.codes, int64_t(number)))
      text += llvm::formatv("{0}{1} {2}", text.empty() ? "" : ", ", count,
                            code.name);
  return text;
}

static void printStage(func::FuncOp function, const AlqStage &stage,
                       llvm::StringRef split) {
  llvm::errs() << llvm::formatv(
      "{0}: {1} bytes of parameters, {2:f2} bits a weight", stage.name,
      storedBytes(function), averageBits(function));
  if (stage.channelsRemoved)
    llvm::errs() << ", " << stage.channelsRemoved << " channels removed";
  if (stage.result.bestEpoch && !split.empty())
    llvm::errs() << llvm::formatv(", {0} {1:f4} on '{2}' (epoch {3})",
                                  stage.result.metric, stage.result.bestMetric,
                                  split, stage.result.bestEpoch);
  llvm::errs() << "\n";
  for (const MultiBitLayer &layer : describeMultiBitLayers(function))
    llvm::errs() << llvm::formatv("  {0}: {1} ({2} bytes)\n", layer.name,
                                  describeGroups(layer), layer.bytes);
}

llvm::Expected<AlqOptions> CompileJob::parseAlq() const {
  return AlqOptions::parse(alqText.empty() ? flags.alq.text.getValue()
                                           : alqText);
}

LogicalResult CompileJob::readState() {
  auto state = readAlqState(flags.alq.state);
  if (!state)
    return report(state.takeError());
  if (llvm::Error error = applyAlqState(functionOf(*network), *state))
    return report(llvm::createStringError(
        "'" + flags.alq.state + "': " + llvm::toString(std::move(error))));
  int64_t bits = 0, weights = 0, bytes = 0;
  for (const AlqStateLayer &layer : *state) {
    llvm::errs() << llvm::formatv(
        "  {0}: {1} of {2} groups without bits, {3:f2} bits a weight, {4:N} "
        "coordinates, {5:N} bytes\n",
        layer.name, layer.emptyGroups, layer.groups,
        double(layer.bits) / double(layer.weights.size()), layer.alphas,
        layer.storedBytes());
    bits += layer.bits;
    weights += static_cast<int64_t>(layer.weights.size());
    bytes += layer.storedBytes();
  }
  llvm::errs() << llvm::formatv(
      "{0:f3} bits a weight on average, which are {1:N} bytes; {2:N} bytes "
      "with "
      "float32 coordinates and biases and the bit count of each group\n",
      double(bits) / double(weights), (bits + 7) / 8, bytes);
  return success();
}

LogicalResult CompileJob::dropSilent() {
  RemoveSilentChannelsOptions options;
  options.data = flags.data.spec();
  options.dataOptions = flags.data.optionText();
  return transform(*network, [&](OpPassManager &pm) {
    pm.addNestedPass<func::FuncOp>(createRemoveSilentChannels(options));
    buildSimplifyPipeline(pm);
  });
}

LogicalResult CompileJob::insertMultiBit() {
  auto options = parseAlq();
  if (!options)
    return report(options.takeError());
  InsertMultiBitOptions insertion;
  insertion.code = options->start;
  insertion.outer = options->outer;
  insertion.groups = options->groups;
  insertion.skip = options->skip;
  if (failed(checkFloat()) || failed(findRanges()))
    return failure();
  return transform(*network, [&](OpPassManager &pm) {
    pm.addNestedPass<func::FuncOp>(createInsertMultiBit(insertion));
  });
}

LogicalResult CompileJob::trainMultiBit() {
  auto how = parseAlq();
  if (!how)
    return report(how.takeError());
  return trainInteger(
      "adaptive loss-aware quantization",
      [&](func::FuncOp function, TrainOptions &options,
          ArrayRef<Teacher *> teachers, const TrainObserver &observer) {
        how->applyTo(options);
        return trainAlq(function, *data, options, *how, teachers, observer,
                        [&](const AlqStage &stage) {
                          printStage(function, stage, options.valSplit);
                          alqReport.add(function, stage);
                        });
      });
}

} // namespace ecg
