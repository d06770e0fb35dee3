// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Calibration in the main job, and the layers that stay in float.

#include "CompileJob.h"
#include "MixedPrecision.h"
#include "ModelFile.h"
#include "ecg/IR/EcgOps.h"
#include "ecg/IR/QuantTypes.h"
#include "ecg/Pipelines.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;

namespace ecg {

/// Multiply-accumulates that one look at a mixed network may run, and the
/// samples that are enough where layers are small.
static constexpr int64_t comparisonMacs = 400'000'000;
static constexpr int64_t comparisonSamples = 8;

/// Quantized constants alone leave a float network.
bool CompileJob::isQuantized() const {
  return ModuleOp(*network)
      .walk([](Operation *op) {
        auto dequantize = dyn_cast<DequantizeOp>(op);
        bool isWeight =
            dequantize && dequantize.getInput().getDefiningOp<ConstantOp>();
        return isa<QuantizeOp, DequantizeOp>(op) && !isWeight
                   ? WalkResult::interrupt()
                   : WalkResult::advance();
      })
      .wasInterrupted();
}

/// Some of the samples to calibrate on, fewer for large networks.
llvm::Expected<Samples>
CompileJob::readComparison(llvm::ArrayRef<uint32_t> train, Comparison most) {
  int64_t macs = 1;
  for (const LayerRow &layer : describeLayers(functionOf(*floatNetwork)))
    macs += layer.macs;
  size_t count = std::clamp<int64_t>(most.macs / macs, 1, most.samples);
  std::vector<uint32_t> some;
  for (size_t i = 0; i < std::min(count, train.size()); ++i)
    some.push_back(train[i * train.size() / std::min(count, train.size())]);
  std::unique_ptr<Program> before = createProgram(*floatNetwork);
  if (!before)
    return llvm::createStringError("the network cannot be run");
  return Samples::read(*data, some, *before);
}

FailureOr<MixedPrecision>
CompileJob::chooseMixed(llvm::ArrayRef<uint32_t> train, RoundLayers round) {
  if (flags.minSqnr <= 0)
    return MixedPrecision();
  auto some = readComparison(train, {comparisonMacs, comparisonSamples});
  if (!some) {
    (void)report(some.takeError());
    return failure();
  }
  // With activations this fine weights are what rounding loses most by.
  llvm::StringSet<> splittable;
  if (flags.int8 && flags.activations == "int16")
    for (QuantOpInterface layer :
         functionOf(*network).getOps<QuantOpInterface>())
      if (layer.getWeightIndex() >= 0)
        splittable.insert(getLayerName(layer.getLoc()));
  return chooseFloatLayers(
      *network, *some, flags.minSqnr, round,
      [&](llvm::StringRef name) { return splittable.contains(name); });
}

void CompileJob::reportMixed(const MixedPrecision &mixed) {
  if (flags.minSqnr <= 0)
    return;
  summary.calibration +=
      llvm::formatv("; {0} of {1} layers stay in float", mixed.inFloat.size(),
                    mixed.layers.size());
  if (!mixed.split.empty())
    summary.calibration += llvm::formatv(", {0} have weights of two int8 terms",
                                         mixed.split.size());
  summary.calibration += llvm::formatv(" for {0} dB", flags.minSqnr.getValue());
}

LogicalResult CompileJob::splitWeights(const std::vector<std::string> &layers) {
  if (layers.empty())
    return success();
  SplitWeightsOptions options;
  options.layers = layers;
  // The report compares layers by name.
  if (failed(transform(*floatNetwork, [&](OpPassManager &pm) {
        pm.addNestedPass<func::FuncOp>(createSplitWeights(options));
      })))
    return failure();
  network = floatNetwork->clone();
  return transform(*network, [&](OpPassManager &pm) {
    pm.addNestedPass<func::FuncOp>(createCalibrate(calibration()));
  });
}

/// The float network computes the same afterwards.
LogicalResult CompileJob::equalize() {
  EqualizeChannelsOptions options;
  options.data = flags.data.spec();
  options.dataOptions = flags.data.optionText();
  options.samples = flags.calibrationSamples;
  return transform(*network, [&](OpPassManager &pm) {
    pm.addNestedPass<func::FuncOp>(createEqualizeChannels(options));
  });
}

CalibrateOptions CompileJob::calibration() const {
  CalibrateOptions options;
  options.data = flags.data.spec();
  options.dataOptions = flags.data.optionText();
  options.samples = flags.calibrationSamples;
  if (!flags.calibrator.empty())
    options.method = flags.calibrator;
  return options;
}

FailureOr<std::vector<uint32_t>> CompileJob::findRanges() {
  // Constants that came quantized become float, and their layers are calibrated
  // like all others.
  if (failed(transform(*network, buildQuantizePipeline)))
    return failure();
  if (flags.equalize && failed(equalize()))
    return failure();
  floatNetwork = network->clone();
  CalibrateOptions options = calibration();
  auto train = data->split("train");
  if (!train) {
    (void)report(train.takeError());
    return failure();
  }
  size_t used = options.samples ? options.samples : train->size();
  summary.calibration =
      llvm::formatv("{0} over {1} samples of 'train'", options.method,
                    std::min(used, train->size()));
  if (failed(transform(*network, [&](OpPassManager &pm) {
        pm.addNestedPass<func::FuncOp>(createCalibrate(options));
      })))
    return failure();
  return std::move(*train);
}

/// The road of --qat without the training.
LogicalResult
CompileJob::roundWeights(const std::vector<std::string> &skipped) {
  InsertFakeQuantizeOptions rounding;
  rounding.weights = flags.weightType;
  rounding.activations = flags.activations;
  rounding.skip = skipped;
  summary.calibration += "; weights rounded to " + flags.weightType;
  return transform(*network, [&](OpPassManager &pm) {
    pm.addNestedPass<func::FuncOp>(createInsertFakeQuantize(rounding));
    pm.addNestedPass<func::FuncOp>(createConvertFakeQuantize());
  });
}

/// --rounding=calibrated
LogicalResult
CompileJob::roundCalibrated(const std::vector<std::string> &skipped) {
  RoundWeightsOptions rounding;
  rounding.data = flags.data.spec();
  rounding.dataOptions = flags.data.optionText();
  if (flags.calibrationSamples.getNumOccurrences())
    rounding.samples = flags.calibrationSamples;
  rounding.activations = flags.activations;
  rounding.skip = skipped;
  summary.calibration += "; weights rounded by it";
  return transform(*network, [&](OpPassManager &pm) {
    pm.addNestedPass<func::FuncOp>(createRoundWeights(rounding));
  });
}

LogicalResult CompileJob::calibrate() {
  if (isQuantized()) {
    summary.calibration = "none, the model came quantized";
    return success();
  }
  auto train = findRanges();
  InsertQdqOptions insertion;
  insertion.activations = flags.activations;
  auto toPairs = [&](OpPassManager &passes, ArrayRef<std::string> inFloat) {
    InsertQdqOptions options = insertion;
    options.skip = inFloat;
    passes.addNestedPass<func::FuncOp>(createInsertQdq(options));
    buildQuantizePipeline(passes);
  };
  if (failed(train))
    return failure();
  auto mixed = chooseMixed(*train, toPairs);
  if (failed(mixed))
    return failure();
  if (failed(splitWeights(mixed->split)))
    return failure();
  reportMixed(*mixed);
  if (flags.weightType.getNumOccurrences())
    return roundWeights(mixed->inFloat);
  if (flags.rounding == "calibrated" && failed(roundCalibrated(mixed->inFloat)))
    return failure();
  insertion.skip = mixed->inFloat;
  return transform(*network, [&](OpPassManager &pm) {
    pm.addNestedPass<func::FuncOp>(createInsertQdq(insertion));
  });
}

} // namespace ecg
