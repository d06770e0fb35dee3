// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Coupled channels: which dimensions of which values have to shrink together
// when a channel is removed. What is worth removing is the business of passes.

#ifndef ECG_ANALYSIS_CHANNELGROUPS_H
#define ECG_ANALYSIS_CHANNELGROUPS_H

#include "ecg/IR/EcgInterfaces.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include <string>
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

/// Channels tied by the layers between them (ChannelOpInterface) that all stand
/// in the same dimensions. A channel is what cannot be removed in parts: one
/// output of a convolution, a unit of an LSTM, a head of attention.
///
/// Without some of its channels a program computes what it computes with all of
/// them when
///  - readers see zeros in their place, which is the same as zeros in the
///    columns of weights that read them;
///  - normalizers take mean and variance over the channels that stay.
struct ChannelGroup {
  int64_t channels = 0;
  llvm::SmallVector<GroupDim, 8> dims;
  /// Layers that sum over the channels (ChannelUse::Sums): weights, products of
  /// two activations, an LSTM that reads its own state.
  llvm::SmallVector<mlir::Operation *> readers;
  /// Layers that normalize each by all of them (ChannelUse::Normalizes).
  llvm::SmallVector<mlir::Operation *> normalizers;
  /// False where somebody needs them all: inputs and outputs of the function,
  /// softmax over channels, layers that know nothing of channels. Of a
  /// removable group one channel has to stay.
  bool removable = true;
  /// Who does, where not removable: "output 'probs'", "all of 'ecg.softmax'
  /// (probs)".
  std::string reason;

  /// The entry of an activation, or null. (A weight can have two.)
  const GroupDim *find(mlir::Value value) const;

  /// The first layer with the channels in its result, or null.
  mlir::Operation *getMaker() const;
};

/// All groups of a function that have weights, in program order.
std::vector<ChannelGroup> findChannelGroups(mlir::func::FuncOp func);

} // namespace ecg

#endif // ECG_ANALYSIS_CHANNELGROUPS_H
