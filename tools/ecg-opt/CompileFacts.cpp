// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What planning has to know of the network, found on copies of it.

#include "CompileJob.h"
#include "ModelFile.h"
#include "ecg/Pipelines.h"
#include "ecg/Train/Prune.h"

using namespace mlir;

namespace ecg {

/// Weights, and 9 bytes a channel: bias, multiplier and shift.
static int64_t calibratedRows(const NetworkFacts &facts) {
  int64_t bytes = 0;
  for (const LayerTypes &layer : facts.layers)
    bytes += static_cast<int64_t>(layer.rows.size()) * (layer.rowSize + 9);
  return bytes;
}

FailureOr<NetworkFacts> CompileJob::describeNetwork() {
  if (!network) {
    (void)report(llvm::createStringError(
        "a device program cannot be compressed, a network can"));
    return failure();
  }
  if (isQuantized()) {
    (void)report(llvm::createStringError(
        "recipes start from a float network; this one came quantized"));
    return failure();
  }
  NetworkFacts facts;
  OwningOpRef<ModuleOp> copy = network->clone();
  if (failed(transform(*copy, buildRecognizePipeline)))
    return failure();
  facts.costs = measureCosts(functionOf(*copy));
  if (failed(transform(*copy, buildSimplifyPipeline)))
    return failure();
  func::FuncOp simple = functionOf(*copy);
  const WeightType *any = findWeightType("int8");
  simple.walk([&](QuantOpInterface layer) {
    if (layer.getWeightIndex() < 0)
      return;
    auto type =
        cast<ShapedType>(layer->getOperand(layer.getWeightIndex()).getType());
    int64_t rows = type.getDimSize(0);
    facts.layers.push_back({type.getNumElements() / std::max<int64_t>(rows, 1),
                            std::vector<const WeightType *>(rows, any)});
  });
  // The target may pad rows; what stays of layers that are rounded has none.
  OwningOpRef<ModuleOp> again = copy->clone();
  auto here = countInt8Tables(*copy, *target);
  auto plain = countInt8Tables(*again, *llvm::cantFail(findTarget("generic")));
  if (failed(here) || failed(plain))
    return failure();
  facts.calibratedBytes = *here;
  facts.otherBytes = std::max<int64_t>(0, *plain - calibratedRows(facts));
  return facts;
}

/// Of a simplified network, lowered with the ranges of one sample: sizes do not
/// depend on them.
FailureOr<int64_t> CompileJob::countInt8Tables(ModuleOp module,
                                               const Target &target) {
  CalibrateOptions ranges;
  ranges.data = flags.data.spec();
  ranges.dataOptions = flags.data.optionText();
  ranges.samples = 1;
  LowerToRtOptions lowering;
  lowering.target = target.name.str();
  lowering.packWeights = "never";
  if (failed(transform(module, [&](OpPassManager &pm) {
        pm.addNestedPass<func::FuncOp>(createCalibrate(ranges));
        pm.addNestedPass<func::FuncOp>(createInsertQdq());
        buildQuantizePipeline(pm);
        buildLowerPipeline(pm, lowering);
      })))
    return failure();
  auto lowered = CModel::get(functionOf(module), target);
  if (failed(lowered))
    return failure();
  return describeParameters(*lowered).total();
}

} // namespace ecg
