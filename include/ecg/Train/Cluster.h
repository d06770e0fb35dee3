// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Weight clustering: the weights of a layer share a few values, which learn
// together (Han et al., Deep compression, 2016). docs/clustering.md.

#ifndef ECG_TRAIN_CLUSTER_H
#define ECG_TRAIN_CLUSTER_H

#include "ecg/Train/Trainer.h"

namespace ecg {

struct ClusterOptions {
  /// Values a layer shares, or each of its output channels; up to 16 are stored
  /// as indices and a table.
  unsigned count = 16;
  bool byChannel = false;
  /// Epochs of training of the shared values, and their learning rate; no
  /// rates: that of the training options.
  std::vector<double> epochs{10}, rates;
  /// Names of layers that keep their weights.
  std::vector<std::string> protect;
  /// Layers with fewer weights in a row keep theirs, too.
  unsigned minRow = 0;

  /// "16,epochs=20,lr=1e-4", "16/channel". Fails with one line.
  static llvm::Expected<ClusterOptions> parse(llvm::StringRef text);

  bool trains() const { return epochs.front() > 0; }
  /// Whether it can do without a data set.
  bool needsData() const { return trains(); }
};

struct ClusteredLayer {
  std::string name;
  int64_t weights;
  size_t values; ///< different ones of the layer, or the channel with most
  double sqnr;   ///< dB, of the weights when they were clustered
};

struct ClusterResult {
  std::vector<ClusteredLayer> layers;
  /// Nothing without training.
  std::optional<TrainResult> training;
};

/// Clusters the weights of `function` in place. Zeros of sparse layers stay
/// zero. Batch norms should be folded before: they give each row a factor of
/// its own. `data` may be null where nothing trains. The result does not depend
/// on the number of threads. Fails where a layer to protect is not there or the
/// network is quantized.
llvm::Expected<ClusterResult>
clusterWeights(mlir::func::FuncOp function, const Dataset *data,
               const ClusterOptions &options, const TrainOptions &training,
               llvm::ArrayRef<Teacher *> teachers = {},
               const TrainObserver &observer = {});

} // namespace ecg

#endif // ECG_TRAIN_CLUSTER_H
