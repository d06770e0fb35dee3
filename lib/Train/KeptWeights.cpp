// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Ties read off the values that are there.

#include "ecg/Train/KeptWeights.h"
#include "RoundedWeights.h"
#include "WeightTensors.h"
#include "ecg/Compress/Clusters.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Error.h"
#include <map>

using namespace mlir;

namespace ecg {

static std::optional<WeightTies> tiesOfZeros(const WeightTensor &tensor) {
  std::vector<float> values = tensor.values();
  llvm::BitVector kept(values.size());
  for (size_t i = 0; i < values.size(); ++i)
    kept[i] = values[i] != 0;
  if (kept.all())
    return std::nullopt;
  return WeightTies::ofMask(tensor.constant, kept);
}

/// Weights of equal value move together.
static WeightTies tiesOfValues(const WeightTensor &tensor, bool keepsZero) {
  WeightTies ties{tensor.constant, {}, 0};
  std::map<float, int32_t> groups;
  if (keepsZero)
    groups[0] = WeightTies::zero;
  for (float value : tensor.values()) {
    auto [group, isNew] = groups.try_emplace(value, ties.numGroups);
    ties.numGroups += isNew;
    ties.groups.push_back(group->second);
  }
  return ties;
}

/// The scales of all rows move together.
static WeightTies tiesOfScales(const RoundedWeights &layer) {
  size_t rows = layer.types().rows.size();
  return {layer.learnedScales(), std::vector<int32_t>(rows, 0), 1};
}

std::vector<WeightTies> tiesThatKeep(KeptWeights what, func::FuncOp function) {
  std::vector<WeightTies> ties;
  auto tensors = findWeightTensors(function, /*protect=*/{});
  if (!tensors) { // none
    llvm::consumeError(tensors.takeError());
    return ties;
  }
  llvm::DenseSet<Operation *> clustered;
  for (const WeightTensor &tensor : *tensors) {
    std::vector<float> values = tensor.values();
    if (what.clusters && isClustered(values)) {
      clustered.insert(tensor.constant);
      ties.push_back(tiesOfValues(tensor, what.zeros || isSparse(values)));
    } else if (what.zeros) {
      if (auto zeros = tiesOfZeros(tensor))
        ties.push_back(std::move(*zeros));
    }
  }
  for (const RoundedWeights &layer : RoundedWeights::find(function))
    if (clustered.contains(layer.weights()))
      ties.push_back(tiesOfScales(layer));
  return ties;
}

} // namespace ecg
