// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sensitivity of outputs to single layers, and the choice that follows.

#include "MixedPrecision.h"
#include "ModelFile.h"
#include "ecg/IR/EcgOps.h"
#include "ecg/IR/QuantTypes.h"
#include "ecg/Passes.h"
#include "ecg/Pipelines.h"
#include "ecg/Target/LayerErrors.h"
#include "mlir/IR/OwningOpRef.h"
#include "mlir/Pass/PassManager.h"
#include <map>

using namespace mlir;

namespace ecg {

namespace {

class Chooser {
public:
  Chooser(ModuleOp calibrated, const Samples &samples)
      : calibrated(calibrated), samples(samples) {
    for (Operation &op : functionOf(calibrated).front())
      addLayer(op);
  }

  FailureOr<MixedPrecision> choose(double decibels) {
    std::unique_ptr<Program> program = createProgram(calibrated);
    if (!program)
      return failure();
    for (const PortSpec &port : program->outputs())
      outputSizes.push_back(port.numElements());
    exact = runAll(*program, samples);
    MixedPrecision result{withFollowers(layers), {}};
    auto order = orderByCost();
    if (failed(order))
      return failure();
    // More layers in float are better but for chance: look for the fewest.
    size_t low = 0, high = order->size();
    while (low < high) {
      size_t middle = (low + high) / 2;
      auto reached = measure(ArrayRef(*order).take_front(middle));
      if (failed(reached))
        return failure();
      if (*reached >= decibels)
        high = middle;
      else
        low = middle + 1;
    }
    result.inFloat = withFollowers(ArrayRef(*order).take_front(high));
    return result;
  }

private:
  /// Layers with an arithmetic of their own are chosen; others follow them.
  void addLayer(Operation &op) {
    auto layer = dyn_cast<QuantOpInterface>(op);
    if (!layer || layer.getQuantRule() == QuantRule::StaysFloat)
      return;
    std::string name = getLayerName(op.getLoc());
    if (layer.getQuantRule() != QuantRule::SameAsInput) {
      if (!llvm::is_contained(layers, name))
        layers.push_back(name);
      leaders[op.getResult(0)] = name;
      return;
    }
    std::string leader = leaders.lookup(op.getOperand(0));
    leaders[op.getResult(0)] = leader;
    if (!llvm::is_contained(layers, name))
      followers[leader].push_back(name);
  }

  std::vector<std::string> withFollowers(ArrayRef<std::string> names) {
    std::vector<std::string> all = names.vec();
    for (const std::string &name : names)
      llvm::append_range(all, followers[name]);
    // What is done to inputs before any arithmetic costs nothing in float.
    if (!names.empty())
      llvm::append_range(all, followers[""]);
    return all;
  }

  /// The worst ratio of an output when these layers stay in float.
  FailureOr<double> measure(ArrayRef<std::string> inFloat) {
    std::vector<std::string> skipped = withFollowers(inFloat);
    InsertQdqOptions options;
    options.skip = skipped;
    OwningOpRef<ModuleOp> network = calibrated.clone();
    PassManager passes(calibrated.getContext());
    passes.addNestedPass<func::FuncOp>(createInsertQdq(options));
    buildQuantizePipeline(passes);
    if (failed(passes.run(*network)))
      return failure();
    std::unique_ptr<Program> program = createProgram(*network);
    if (!program)
      return failure();
    std::vector<std::vector<float>> rounded = runAll(*program, samples);
    double worst = measureSqnr(exact, rounded, 0, outputSizes[0]);
    size_t begin = 0;
    for (size_t size : outputSizes) {
      worst = std::min(worst, measureSqnr(exact, rounded, begin, size));
      begin += size;
    }
    return worst;
  }

  /// The layers, the one that does most harm alone first.
  FailureOr<std::vector<std::string>> orderByCost() {
    std::vector<std::pair<double, size_t>> costs;
    for (auto [i, name] : llvm::enumerate(layers)) {
      std::vector<std::string> others;
      for (const std::string &other : layers)
        if (other != name)
          others.push_back(other);
      auto ratio = measure(others);
      if (failed(ratio))
        return failure();
      costs.push_back({*ratio, i});
    }
    llvm::sort(costs);
    std::vector<std::string> order;
    for (auto [ratio, i] : costs)
      order.push_back(layers[i]);
    return order;
  }

  ModuleOp calibrated;
  const Samples &samples;
  std::vector<std::string> layers;
  /// The layer whose format a value has, and who takes it over.
  llvm::DenseMap<Value, std::string> leaders;
  std::map<std::string, std::vector<std::string>> followers;
  std::vector<size_t> outputSizes;
  std::vector<std::vector<float>> exact;
};

} // namespace

FailureOr<MixedPrecision> chooseFloatLayers(ModuleOp calibrated,
                                            const Samples &samples,
                                            double decibels) {
  return Chooser(calibrated, samples).choose(decibels);
}

} // namespace ecg
