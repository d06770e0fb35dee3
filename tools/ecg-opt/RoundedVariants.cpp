// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A copy for each variant, run beside the float network.

#include "RoundedVariants.h"
#include "ModelFile.h"
#include "ecg/IR/EcgOps.h"
#include "ecg/IR/QuantTypes.h"
#include "ecg/Target/LayerErrors.h"
#include "mlir/IR/OwningOpRef.h"

using namespace mlir;

namespace ecg {

RoundedVariants::RoundedVariants(ModuleOp calibrated, const Samples &samples)
    : calibrated(calibrated), samples(samples) {
  for (Operation &op : functionOf(calibrated).front())
    addLayer(op);
}

LogicalResult RoundedVariants::prepare() {
  std::unique_ptr<Program> program = createProgram(calibrated);
  if (!program)
    return failure();
  for (const PortSpec &port : program->outputs())
    outputSizes.push_back(port.numElements());
  exact = runAll(*program, samples);
  return success();
}

/// Layers with an arithmetic of their own are chosen; others follow them.
void RoundedVariants::addLayer(Operation &op) {
  auto layer = dyn_cast<QuantOpInterface>(op);
  if (!layer || layer.getQuantRule() == QuantRule::StaysFloat)
    return;
  std::string name = getLayerName(op.getLoc());
  if (layer.getQuantRule() != QuantRule::SameAsInput) {
    if (!llvm::is_contained(names, name))
      names.push_back(name);
    leaders[op.getResult(0)] = name;
    return;
  }
  std::string leader = leaders.lookup(op.getOperand(0));
  leaders[op.getResult(0)] = leader;
  if (!llvm::is_contained(names, name))
    followers[leader].push_back(name);
}

std::vector<std::string>
RoundedVariants::withFollowers(ArrayRef<std::string> layers) const {
  std::vector<std::string> all = layers.vec();
  auto follow = [&](const std::string &leader) {
    if (auto found = followers.find(leader); found != followers.end())
      llvm::append_range(all, found->second);
  };
  for (const std::string &name : layers)
    follow(name);
  // What is done to inputs before any arithmetic costs nothing in float.
  if (!layers.empty())
    follow("");
  return all;
}

std::vector<std::string> RoundedVariants::allBut(StringRef layer) const {
  std::vector<std::string> others;
  for (const std::string &other : names)
    if (other != layer)
      others.push_back(other);
  return withFollowers(others);
}

FailureOr<double> RoundedVariants::measure(
    llvm::function_ref<void(OpPassManager &)> round) const {
  OwningOpRef<ModuleOp> network = ModuleOp(calibrated).clone();
  PassManager passes(network->getContext());
  round(passes);
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

} // namespace ecg
