// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The layers of a network that can lose channels, and which weights make each
// of their channels.

#ifndef ECG_LIB_TRAIN_PRUNABLELAYERS_H
#define ECG_LIB_TRAIN_PRUNABLELAYERS_H

#include "ecg/Analysis/ChannelGroups.h"
#include "ecg/Compress/ChannelScores.h"
#include "ecg/IR/EcgOps.h"
#include "llvm/ADT/DenseMap.h"

namespace ecg {

/// Layers whose channels go together, as findChannelGroups says.
struct PrunableLayer {
  const ChannelGroup *group;
  /// Of the layers that make the channels, joined by '+'.
  std::string name;
  /// Names of all layers whose results have these channels.
  std::vector<std::string> layerNames;
  /// Rows of matrices and kernels: what magnitudes are about.
  ChannelWeights matrices;
  /// The same with biases, scales and shifts.
  ChannelWeights all;
};

/// Those of a function, in its order. Groups nobody may remove from, or that no
/// weights make, are not among them.
class PrunableLayers {
public:
  explicit PrunableLayers(mlir::func::FuncOp function);

  llvm::ArrayRef<PrunableLayer> layers() const { return found; }
  /// All groups, pruned or not.
  llvm::ArrayRef<ChannelGroup> groups() const { return allGroups; }

  /// The array that spans of weights are about.
  llvm::ArrayRef<float> values() const { return storage; }
  /// The constants that lie there, and where.
  llvm::ArrayRef<ConstantOp> constants() const { return stored; }
  size_t offsetOf(ConstantOp constant) const {
    return offsets.lookup(constant);
  }

private:
  void add(const ChannelGroup &group);
  void addNames(PrunableLayer &layer);
  void addWeights(PrunableLayer &layer, const GroupDim &dim);
  size_t store(mlir::Value constant);

  std::vector<ChannelGroup> allGroups;
  std::vector<PrunableLayer> found;
  std::vector<float> storage;
  std::vector<ConstantOp> stored;
  llvm::DenseMap<mlir::Value, size_t> offsets;
};

} // namespace ecg

#endif // ECG_LIB_TRAIN_PRUNABLELAYERS_H
