// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Rows of weights and the columns that read them, by coupled channels.

#include "AlqChannels.h"
#include "ecg/Analysis/RemoveChannels.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;

namespace ecg {

/// Whether `dim` counts the output channels of some layer's weights.
static bool makesChannels(const GroupDim &dim) {
  return dim.dim == 0 && isa_and_nonnull<FakeMultiBitOp, FakeQuantizeOp>(
                             dim.value.getDefiningOp());
}

AlqChannels::AlqChannels(func::FuncOp function)
    : groups(findChannelGroups(function)) {}

const ChannelGroup *AlqChannels::findGroup(const MultiBitWeights &layer) const {
  Value weights = layer.op().getResult();
  for (const ChannelGroup &group : groups) {
    bool makes = llvm::any_of(group.dims, [&](const GroupDim &dim) {
      return dim.value == weights && dim.dim == 0;
    });
    if (!makes || !group.removable)
      continue;
    bool alone = llvm::all_of(group.dims, [&](const GroupDim &dim) {
      return !makesChannels(dim) ||
             (dim.value == weights && dim.block == 1 &&
              static_cast<int64_t>(dim.indices.size()) == layer.rows());
    });
    return alone ? &group : nullptr;
  }
  return nullptr;
}

std::optional<double> AlqChannels::savedByRow(ArrayRef<MultiBitWeights> layers,
                                              size_t layer,
                                              GroupCost cost) const {
  const ChannelGroup *group = findGroup(layers[layer]);
  if (!group)
    return std::nullopt;
  double saved = 0;
  for (const GroupDim &dim : group->dims)
    for (const MultiBitWeights &reader : layers) {
      if (dim.value != reader.op().getResult() || dim.dim != 1)
        continue;
      // A share of each group: the columns of the channel.
      auto shape = cast<RankedTensorType>(dim.value.getType()).getShape();
      double share = double(dim.block) / shape[1];
      for (int64_t g = 0; g < reader.size(); ++g)
        saved += share * cost(reader.codeOf(g), reader.groups().size);
    }
  return saved;
}

int64_t AlqChannels::removeEmpty(func::FuncOp function) {
  int64_t count = 0;
  AlqChannels channels(function);
  std::vector<ChannelRemoval> removals;
  for (const MultiBitWeights &layer : MultiBitWeights::find(function)) {
    const ChannelGroup *group = channels.findGroup(layer);
    if (!group)
      continue;
    llvm::BitVector dead(layer.rows(), true);
    for (int64_t g = 0; g < layer.size(); ++g)
      if (layer.codeNumber(g) != bit_codes::zero)
        dead.reset(g / layer.groups().perRow());
    if (dead.all())
      dead.reset(0);
    if (dead.none())
      continue;
    // Channels count as the group has them, rows as the weights do.
    const GroupDim *rows = llvm::find_if(group->dims, [&](const GroupDim &d) {
      return d.value == Value(layer.op().getResult()) && d.dim == 0;
    });
    llvm::BitVector gone(group->channels);
    for (int64_t c = 0; c < group->channels; ++c)
      if (dead.test(rows->of(c).front()))
        gone.set(c);
    count += gone.count();
    removals.push_back({group, std::move(gone)});
  }
  if (!removals.empty())
    removeChannels(removals);
  return count;
}

} // namespace ecg
