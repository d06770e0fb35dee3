// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Structured pruning: channels that matter least go, in rounds, and what stays
// learns after each. docs/pruning.md.

#ifndef ECG_TRAIN_PRUNE_H
#define ECG_TRAIN_PRUNE_H

#include "ecg/Compress/ChannelBudget.h"
#include "ecg/Train/Trainer.h"

namespace ecg {

struct PruneOptions {
  /// l1, l2, taylor or random (docs/numerics.md).
  std::string score = "taylor";
  /// The share of its channels that each layer keeps, or with `ranking` global
  /// all layers together; 0: budgets decide.
  double keep = 0;
  /// The most the network may have; 0: any.
  double parameters = 0, macs = 0, bytes = 0, instructions = 0;
  /// layer: every layer loses the same share. global: the channels that are
  /// worth least for what they save. Empty: layer with `keep`, else global.
  std::string ranking;
  /// What a MAC counts beside the measures of the budgets (`@prune_benefit`).
  double macsWeight = 0.5;
  unsigned rounds = 1;
  /// Epochs of training and learning rate of each round, the last entry also of
  /// those that have none. No rates: those of the training options.
  std::vector<double> epochs{10}, rates;
  /// Batches whose gradients make a Taylor score.
  unsigned batches = 30;
  /// Widths are multiples of it where a layer is wider.
  int64_t align = 1;
  /// Channels a layer keeps at least.
  int64_t minimum = 2;
  /// Names of layers that keep all.
  std::vector<std::string> protect;
  /// How many more layers keep all: those whose loss of half their channels
  /// hurts the loss most (analyzeSensitivity).
  unsigned protectWorst = 0;

  /// "taylor,params=24500,rounds=3,epochs=10+10+60". Fails with one line where
  /// a key is unknown, a value makes no sense, or nothing says how far to go.
  static llvm::Expected<PruneOptions> parse(llvm::StringRef text);

  bool isGlobal() const {
    return ranking.empty() ? keep == 0 : ranking == "global";
  }
  bool trains() const;
  /// Whether it can do without a data set.
  bool needsData() const;
};

/// The channels of a layer, or of layers that share them.
struct PrunedLayer {
  std::string name;
  int64_t before, after; ///< at the start, and now
};

struct PruneRound {
  unsigned round, rounds; ///< from 1
  Costs before, costs;    ///< at the start, and now
  std::vector<PrunedLayer> layers;
  /// Of the training that followed; nothing without one.
  std::optional<TrainResult> training;
};

/// Who watches; called from one thread.
struct PruneObserver {
  TrainObserver training;
  /// Channels are gone, what stays has yet to learn.
  llvm::function_ref<void(const PruneRound &)> pruned = nullptr;
  llvm::function_ref<void(const PruneRound &)> roundEnded = nullptr;
};

/// Prunes `function` in place: types, constants and attributes shrink. `data`
/// may be null where nothing needs it. Batch norms measure their statistics
/// anew where there is data but no training. The result does not depend on the
/// number of threads. Fails, before anything has changed, where a budget cannot
/// be met, a layer to protect is not there, or the network is quantized.
llvm::Expected<std::vector<PruneRound>>
pruneChannels(mlir::func::FuncOp function, const Dataset *data,
              const PruneOptions &options, const TrainOptions &training,
              llvm::ArrayRef<Teacher *> teachers = {},
              const PruneObserver &observer = {});

/// What a float network costs as it is, by every measure.
Costs measureCosts(mlir::func::FuncOp function);

} // namespace ecg

#endif // ECG_TRAIN_PRUNE_H
