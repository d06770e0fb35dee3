// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A table of layers by types, measured, and the best row of it that can be
// afforded.

#include "TypeSearch.h"
#include "ModelFile.h"
#include "RoundedVariants.h"
#include "ecg/Compress/TypeChoice.h"
#include "ecg/IR/Constants.h"
#include "ecg/IR/EcgOps.h"
#include "ecg/IR/QuantTypes.h"
#include "ecg/Passes.h"
#include "llvm/ADT/StringSet.h"
#include <cmath>

using namespace mlir;

namespace ecg {

namespace {

/// A layer with weights and what it is in each type, the last of which is
/// float.
struct Candidate {
  QuantOpInterface op;
  std::vector<SearchedLayer> types;
};

int64_t countElements(Value value) {
  return cast<ShapedType>(value.getType()).getNumElements();
}

/// @type_instructions
double instructionsOf(QuantOpInterface layer, const WeightType *type) {
  auto cost = dyn_cast<CostOpInterface>(layer.getOperation());
  double macs = cost ? static_cast<double>(cost.getMacs()) : 0;
  double outputs = 20.0 * countElements(layer->getResult(0));
  if (!type)
    return 3.3 * macs + outputs;
  double unpacked =
      type->high == 127
          ? 0
          : countElements(layer->getOperand(layer.getWeightIndex()));
  return macs + outputs + (type->groupSize > 1 ? 3.0 : 2.5) * unpacked;
}

int64_t bytesOf(QuantOpInterface layer, const WeightType *type) {
  Value weight = layer->getOperand(layer.getWeightIndex());
  int64_t size = countElements(weight),
          rows = cast<ShapedType>(weight.getType()).getDimSize(0);
  if (type)
    return storedBytes(
        LayerTypes{size / rows, std::vector<const WeightType *>(rows, type)});
  bool hasBias = unsigned(layer.getWeightIndex()) + 1 < layer->getNumOperands();
  return 4 * (size + (hasBias ? rows : 0));
}

class Search {
public:
  Search(ModuleOp calibrated, const Samples &samples,
         const QuantizeAwareOptions &options)
      : calibrated(calibrated), variants(calibrated, samples),
        options(options) {}

  FailureOr<SearchedTypes> run() {
    if (failed(findCandidates()) || failed(variants.prepare()))
      return failure();
    for (Candidate &candidate : candidates)
      if (failed(measureTypes(candidate)))
        return failure();
    return choose();
  }

private:
  LogicalResult findCandidates();
  LogicalResult measureTypes(Candidate &candidate);
  FailureOr<double> measure(const std::string &layer, StringRef type) const;
  int64_t bytesOfOthers() const;
  FailureOr<SearchedTypes> choose() const;

  ModuleOp calibrated;
  RoundedVariants variants;
  const QuantizeAwareOptions &options;
  std::vector<Candidate> candidates;
};

LogicalResult Search::findCandidates() {
  llvm::StringSet<> names;
  for (auto layer : functionOf(calibrated).getOps<QuantOpInterface>()) {
    int index = layer.getWeightIndex();
    if (index < 0 || layer.getQuantRule() == QuantRule::StaysFloat ||
        !ConstantData<float>::get(layer->getOperand(index)))
      continue;
    std::string name = getLayerName(layer->getLoc());
    if (name.empty() || !names.insert(name).second)
      return layer.emitError()
             << "types are searched for by the names of layers, and '" << name
             << "' is none or not its own";
    candidates.push_back({layer, {}});
  }
  return success();
}

/// The signal-to-noise ratio with this layer alone rounded.
FailureOr<double> Search::measure(const std::string &layer,
                                  StringRef type) const {
  InsertFakeQuantizeOptions rounding;
  std::vector<std::string> skipped = variants.allBut(layer);
  rounding.weights = type.str();
  rounding.skip = skipped;
  return variants.measure([&](OpPassManager &passes) {
    passes.addNestedPass<func::FuncOp>(createInsertFakeQuantize(rounding));
  });
}

LogicalResult Search::measureTypes(Candidate &candidate) {
  std::string name = getLayerName(candidate.op->getLoc());
  for (const WeightType &type : weightTypes()) {
    if (type.high == 0 || llvm::is_contained(options.skip, name))
      continue;
    FailureOr<double> sqnr = measure(name, type.name);
    if (failed(sqnr))
      return failure();
    candidate.types.push_back({name, type.name.str(), *sqnr,
                               bytesOf(candidate.op, &type),
                               instructionsOf(candidate.op, &type)});
  }
  candidate.types.push_back({name, "float", 200, bytesOf(candidate.op, nullptr),
                             instructionsOf(candidate.op, nullptr)});
  return success();
}

/// What @stored_bytes counts beside the layers there is a choice for.
int64_t Search::bytesOfOthers() const {
  int64_t bytes = storedBytes(functionOf(calibrated));
  for (const Candidate &candidate : candidates)
    bytes -= candidate.types.back().bytes;
  return bytes;
}

FailureOr<SearchedTypes> Search::choose() const {
  bool countsBytes = options.budget.bytes > 0;
  double budget = countsBytes ? double(options.budget.bytes - bytesOfOthers())
                              : options.instructions;
  std::vector<std::vector<TypeOption>> table;
  for (const Candidate &candidate : candidates) {
    table.emplace_back();
    for (const SearchedLayer &type : candidate.types)
      table.back().push_back(
          {countsBytes ? double(type.bytes) : type.instructions,
           std::pow(10.0, -type.sqnr / 10)});
  }
  auto chosen = chooseTypes(table, budget);
  if (!chosen)
    return functionOf(calibrated).emitError()
           << "no types of layers fit into "
           << (countsBytes ? options.budget.bytes
                           : static_cast<int64_t>(options.instructions))
           << (countsBytes ? " bytes" : " instructions")
           << ": remove channels first";
  SearchedTypes result;
  std::vector<std::string> inFloat = options.skip;
  for (auto [candidate, index] : llvm::zip_equal(candidates, *chosen)) {
    const SearchedLayer &layer = candidate.types[index];
    result.layers.push_back(layer);
    if (layer.type == "float")
      inFloat.push_back(layer.name);
    else
      result.types.push_back(layer.name + ":" + layer.type);
  }
  result.skip = variants.withFollowers(inFloat);
  return result;
}

} // namespace

FailureOr<SearchedTypes> searchTypes(ModuleOp calibrated,
                                     const Samples &samples,
                                     const QuantizeAwareOptions &options) {
  return Search(calibrated, samples, options).run();
}

} // namespace ecg
