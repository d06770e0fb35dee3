// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Output channels of multi-bit layers that may leave the network, and what
// else goes with them. Private to the room.

#ifndef ECG_LIB_TRAIN_ALQCHANNELS_H
#define ECG_LIB_TRAIN_ALQCHANNELS_H

#include "MultiBitWeights.h"
#include "ecg/Analysis/ChannelGroups.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <optional>

namespace ecg {

/// Bytes (or bits) of a group in a code.
using GroupCost = llvm::function_ref<double(const BitCode &, int64_t weights)>;

class AlqChannels {
public:
  explicit AlqChannels(mlir::func::FuncOp function);

  /// What readers save when the channel of a row of `layer` leaves the network;
  /// nothing where none can: others make them, too, or need them.
  std::optional<double> savedByRow(llvm::ArrayRef<MultiBitWeights> layers,
                                   size_t layer, GroupCost cost) const;

  /// Removes the channels of rows without bits; one stays in each layer.
  /// Returns how many went.
  static int64_t removeEmpty(mlir::func::FuncOp function);

private:
  /// The group of the rows of `layer`, where each channel is one row and no
  /// other layer makes it; null otherwise.
  const ChannelGroup *findGroup(const MultiBitWeights &layer) const;

  std::vector<ChannelGroup> groups;
};

} // namespace ecg

#endif // ECG_LIB_TRAIN_ALQCHANNELS_H
