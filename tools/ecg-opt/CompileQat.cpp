// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Quantization-aware training in the main job, in place of calibration alone.

#include "CompileJob.h"
#include "ModelFile.h"
#include "Teachers.h"
#include "TrainMonitor.h"
#include "TypeSearch.h"
#include "ecg/Pipelines.h"
#include "ecg/Train/KeptWeights.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;

namespace ecg {

/// What one look at one type of one layer may run.
static constexpr int64_t searchMacs = 200'000'000;
static constexpr int64_t searchSamples = 64;

/// What can be refused before work begins.
llvm::Error CompileJob::checkQat() const {
  if (!flags.trainsIntegers())
    return llvm::Error::success();
  llvm::StringRef flag = flags.integerFlag();
  if (flags.alq.isGiven() && flags.qat.isGiven())
    return llvm::createStringError(
        "--alq and --qat both train integers: give one of them");
  if (!flags.data.isGiven())
    return llvm::createStringError(flag + " needs labelled ECG: add "
                                          "--data=FILE.npz, or "
                                          "--data=synthetic: to try it");
  if (!network)
    return llvm::createStringError(
        "a device program cannot be trained, a network can");
  if (flags.int8)
    return llvm::createStringError(
        flag + " and --int8 both quantize: give one of them");
  llvm::Error error = flags.alq.isGiven() ? parseAlq().takeError()
                                          : flags.qat.parse().takeError();
  return error ? std::move(error) : flags.training.parse().takeError();
}

LogicalResult CompileJob::checkFloat() const {
  if (!isQuantized())
    return success();
  return report(llvm::createStringError(
      flags.integerFlag() + " needs a float network; this one came quantized"));
}

static void printTypes(const SearchedTypes &found) {
  int64_t bytes = 0;
  double instructions = 0;
  for (const SearchedLayer &layer : found.layers) {
    llvm::errs() << llvm::formatv("  {0}: {1}, {2:f1} dB alone, {3} bytes\n",
                                  layer.name, layer.type, layer.sqnr,
                                  layer.bytes);
    bytes += layer.bytes;
    instructions += layer.instructions;
  }
  llvm::errs() << llvm::formatv(
      "types by measured noise: {0} bytes, about {1:N0} instructions\n", bytes,
      static_cast<int64_t>(instructions));
}

FailureOr<SearchedTypes> CompileJob::search(const QuantizeAwareOptions &options,
                                            llvm::ArrayRef<uint32_t> train) {
  auto some = readComparison(train, {searchMacs, searchSamples});
  if (!some) {
    (void)report(some.takeError());
    return failure();
  }
  auto found = searchTypes(*network, *some, options);
  if (succeeded(found))
    printTypes(*found);
  return found;
}

LogicalResult CompileJob::insertRounding() {
  auto options = flags.qat.parse();
  if (!options)
    return report(options.takeError());
  if (failed(checkFloat()))
    return failure();
  SearchedTypes types{{}, {}, options->skip};
  auto train = findRanges();
  if (failed(train))
    return failure();
  if (options->searches()) {
    auto found = search(*options, *train);
    if (failed(found))
      return failure();
    types = std::move(*found);
  }
  auto round = [&](OpPassManager &pm, llvm::ArrayRef<std::string> inFloat) {
    std::vector<std::string> skipped = types.skip;
    llvm::append_range(skipped, inFloat);
    InsertFakeQuantizeOptions insertion;
    insertion.weights = options->startType();
    insertion.outer = options->outerType();
    insertion.types = types.types;
    insertion.activations = flags.activations;
    insertion.skip = skipped;
    pm.addNestedPass<func::FuncOp>(createInsertFakeQuantize(insertion));
  };
  auto mixed = chooseMixed(*train, round);
  if (failed(mixed))
    return failure();
  reportMixed(*mixed);
  return transform(*network,
                   [&](OpPassManager &pm) { round(pm, mixed->inFloat); });
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

LogicalResult CompileJob::trainInteger(const llvm::Twine &what,
                                       IntegerTrainer train) {
  auto options = flags.training.parse();
  if (!options)
    return report(options.takeError());
  func::FuncOp function = functionOf(*network);
  auto clusters = ClusterOptions::parse(flags.weights.cluster);
  if (!clusters)
    return report(clusters.takeError());
  options->ties = tiesThatKeep({flags.weights.sparsifies(),
                                flags.weights.clusters(), clusters->byChannel},
                               function);
  Teachers teachers;
  if (failed(readTeachers(teachers, *options)))
    return failure();
  TrainMonitor monitor(llvm::errs());
  auto result = train(function, *options, teachers.get(), monitor.observer());
  if (!result)
    return report(result.takeError());
  if (result->interrupted)
    llvm::errs() << "interrupted: going on with the best epoch so far\n";
  summary.calibration += llvm::formatv("; {0}, {1} bytes of parameters",
                                       what.str(), storedBytes(function));
  roundedNetwork = network->clone();
  return transform(*network, [](OpPassManager &pm) {
    pm.addNestedPass<func::FuncOp>(createConvertFakeQuantize());
  });
}

LogicalResult CompileJob::trainRounded() {
  auto how = flags.qat.parse();
  if (!how)
    return report(how.takeError());
  auto what = "quantization-aware training of " + how->weights + " weights";
  return trainInteger(what, [&](func::FuncOp function, TrainOptions &options,
                                ArrayRef<Teacher *> teachers,
                                const TrainObserver &observer) {
    how->applyTo(options);
    return trainQuantized(function, *data, options, how->budget, teachers,
                          observer, [&](const QuantizeAwareStage &stage) {
                            printStage(function, stage, options.valSplit);
                          });
  });
}

} // namespace ecg
