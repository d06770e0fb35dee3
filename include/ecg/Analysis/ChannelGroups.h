// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Coupled channels: which dimensions of which values have to shrink together
// when a channel is removed. What is worth removing is the business of passes.

#ifndef ECG_ANALYSIS_CHANNELGROUPS_H
#define ECG_ANALYSIS_CHANNELGROUPS_H

#include "ecg/IR/EcgInterfaces.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include <vector>

namespace ecg {

/// Where the channels of a group stand in one dimension of a value.
struct GroupDim {
  mlir::Value value;
  int64_t dim;
  /// How many indices a channel has.
  int64_t block;
  /// Those of channel c are [c * block, (c + 1) * block) of these.
  std::vector<int64_t> indices;

  llvm::ArrayRef<int64_t> of(int64_t channel) const {
    return llvm::ArrayRef(indices).slice(channel * block, block);
  }
};

/// Dimensions tied by the layers between them (ChannelOpInterface).
struct ChannelGroup {
  int64_t channels = 0;
  llvm::SmallVector<GroupDim, 8> dims;
  /// Layers that read the group as input channels of a weight and sum over
  /// them: the group ends there.
  llvm::SmallVector<mlir::Operation *> readers;
  /// False where somebody who knows nothing of channels reads or makes one of
  /// the values: arguments and results of the function, softmax over channels,
  /// grouped convolutions.
  bool removable = true;

  /// The entry of an activation, or null. (A weight can have two.)
  const GroupDim *find(mlir::Value value) const;
};

/// All groups of a function, in program order.
std::vector<ChannelGroup> findChannelGroups(mlir::func::FuncOp func);

} // namespace ecg

#endif // ECG_ANALYSIS_CHANNELGROUPS_H
