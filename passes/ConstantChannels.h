// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which channels have one and the same value whatever the input is.

#ifndef ECG_PASSES_CONSTANTCHANNELS_H
#define ECG_PASSES_CONSTANTCHANNELS_H

#include "ChannelAffine.h"
#include "ecg/Analysis/ChannelGroups.h"
#include "llvm/ADT/DenseMap.h"
#include <optional>
#include <vector>

namespace ecg {

/// For each channel the one number all its elements have, if that is known.
using Constants = std::vector<std::optional<float>>;

/// The constant channels of the values of a group, computed when asked for.
/// The group must outlive this.
class ConstantChannels {
public:
  explicit ConstantChannels(const ChannelGroup &group) : group(group) {}

  const Constants &of(mlir::Value value);

private:
  void compute(mlir::Operation *op, Constants &constants);
  void fromWeights(mlir::Operation *op, Constants &constants);
  void fromParts(ConcatOp concat, Constants &constants);
  void fromAffine(const ChannelAffine &affine, Constants &constants);
  void fromElements(mlir::Operation *op, Constants &constants);

  const ChannelGroup &group;
  llvm::DenseMap<mlir::Value, Constants> known;
};

} // namespace ecg

#endif // ECG_PASSES_CONSTANTCHANNELS_H
