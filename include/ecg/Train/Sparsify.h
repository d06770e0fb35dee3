// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Unstructured pruning: single weights become zero, in rounds, and the others
// learn after each. docs/sparsity.md.

#ifndef ECG_TRAIN_SPARSIFY_H
#define ECG_TRAIN_SPARSIFY_H

#include "ecg/Train/Trainer.h"

namespace ecg {

struct SparsifyOptions {
  /// The share of the weights that is zero in the end; biases do not count.
  double sparsity = 0;
  /// N:M instead: of m neighbours in a row at most n are not zero; 0: none.
  unsigned n = 0, m = 0;
  /// layer: every layer loses the same share. global: the smallest weights of
  /// all layers, each relative to the root mean square of its layer's.
  std::string ranking = "global";
  /// Sparsity grows by `@gradual_sparsity`.
  unsigned rounds = 1;
  /// Epochs of training and learning rate of each round, the last entry also of
  /// those that have none. No rates: those of the training options.
  std::vector<double> epochs{10}, rates;
  /// Names of layers that keep all.
  std::vector<std::string> protect;
  /// Layers with fewer weights in a row keep all, too: depthwise convolutions.
  unsigned minRow = 0;

  /// "sparsity=0.8,rounds=4,epochs=5+5+5+20", "pattern=2:4". Fails with one
  /// line.
  static llvm::Expected<SparsifyOptions> parse(llvm::StringRef text);

  bool trains() const;
  /// Whether it can do without a data set.
  bool needsData() const { return trains(); }
};

struct SparseLayer {
  std::string name;
  int64_t weights, zeros;
};

struct SparsifyRound {
  unsigned round, rounds; ///< from 1
  std::vector<SparseLayer> layers;
  /// Of the training that followed; nothing without one.
  std::optional<TrainResult> training;

  int64_t weights() const;
  int64_t zeros() const;
};

/// Who watches; called from one thread.
struct SparsifyObserver {
  TrainObserver training;
  llvm::function_ref<void(const SparsifyRound &)> roundEnded = nullptr;
};

/// Zeroes weights of `function` in place; those that are zero already count and
/// stay zero. `data` may be null where nothing trains. The result does not
/// depend on the number of threads. Fails where a layer to protect is not there
/// or the network is quantized.
llvm::Expected<std::vector<SparsifyRound>>
sparsifyWeights(mlir::func::FuncOp function, const Dataset *data,
                const SparsifyOptions &options, const TrainOptions &training,
                llvm::ArrayRef<Teacher *> teachers = {},
                const SparsifyObserver &observer = {});

} // namespace ecg

#endif // ECG_TRAIN_SPARSIFY_H
