// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How far each round of pruning goes, and which layers take no part.

#ifndef ECG_LIB_TRAIN_PRUNETARGETS_H
#define ECG_LIB_TRAIN_PRUNETARGETS_H

#include "PruneCosts.h"
#include "ecg/Train/Prune.h"

namespace ecg {

class PruneTargets {
public:
  explicit PruneTargets(const PruneOptions &options) : options(options) {}

  /// Remembers what the network is before pruning. Fails where nothing can go,
  /// a layer to protect is not there, or the goal is out of reach.
  llvm::Error prepare(mlir::func::FuncOp function, const Dataset *data,
                      const TrainOptions &training);

  /// The channels that stay in round `round`, from 1; `costs` has their widths
  /// afterwards.
  KeptChannels choose(unsigned round,
                      llvm::ArrayRef<std::vector<double>> scores,
                      PruneCosts &costs) const;

  const Costs &before() const { return costsBefore; }
  size_t numLayers() const { return rules.size(); }
  int64_t originalWidth(size_t layer) const { return rules[layer].original; }

private:
  llvm::Error protectNamed(const PrunableLayers &layers);
  llvm::Error protectWorst(mlir::func::FuncOp function, const Dataset *data,
                           const TrainOptions &training,
                           const PrunableLayers &layers);
  llvm::Error checkReachable(mlir::func::FuncOp function,
                             const PrunableLayers &layers) const;
  /// What `round` of `rounds` may cost: from round to round the same factor.
  Budgets budgetsOf(unsigned round) const;
  double channelBudget(double share) const;
  void protect(size_t layer) { rules[layer].minimum = rules[layer].original; }

  const PruneOptions &options;
  std::vector<WidthRule> rules; ///< a layer
  Costs costsBefore;
};

} // namespace ecg

#endif // ECG_LIB_TRAIN_PRUNETARGETS_H
