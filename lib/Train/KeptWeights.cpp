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

namespace {

/// The ties of one tensor, part by part.
class TensorTies {
public:
  explicit TensorTies(ConstantOp constant) : ties{constant, {}, 0} {}

  /// Weights of equal value move together.
  void share(ArrayRef<float> part, bool keepsZero) {
    std::map<float, int32_t> groups;
    if (keepsZero)
      groups[0] = WeightTies::zero;
    for (float value : part) {
      auto [group, isNew] = groups.try_emplace(value, ties.numGroups);
      ties.numGroups += isNew;
      ties.groups.push_back(group->second);
    }
    holds = true;
  }

  /// Each moves by itself.
  void release(ArrayRef<float> part, bool keepsZero) {
    for (float value : part) {
      bool stays = keepsZero && value == 0;
      holds |= stays;
      ties.groups.push_back(stays ? WeightTies::zero
                                  : static_cast<int32_t>(ties.numGroups++));
    }
  }

  WeightTies ties;
  bool holds = false; ///< whether anything is tied
};

TensorTies tiesOf(const WeightTensor &tensor, KeptWeights what) {
  std::vector<float> values = tensor.values();
  TensorTies result(tensor.constant);
  size_t size = values.size() / (what.byChannel ? tensor.rows : 1);
  for (size_t begin = 0; begin < values.size(); begin += size) {
    ArrayRef<float> part = ArrayRef(values).slice(begin, size);
    if (what.clusters && isClustered(part))
      result.share(part, what.zeros || isSparse(values));
    else
      result.release(part, what.zeros);
  }
  return result;
}

} // namespace

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
    TensorTies found = tiesOf(tensor, what);
    if (found.holds)
      ties.push_back(std::move(found.ties));
    if (what.clusters && isClustered(tensor.values()))
      clustered.insert(tensor.constant);
  }
  for (const RoundedWeights &layer : RoundedWeights::find(function))
    if (clustered.contains(layer.weights()))
      ties.push_back(tiesOfScales(layer));
  return ties;
}

} // namespace ecg
