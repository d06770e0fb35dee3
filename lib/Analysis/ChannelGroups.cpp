// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Union of channel ties into groups.

#include "ecg/Analysis/ChannelGroups.h"
#include "ecg/IR/EcgOps.h"
#include "llvm/ADT/MapVector.h"
#include <numeric>

using namespace mlir;

namespace ecg {

namespace {

using Key = std::pair<Value, int64_t>; ///< a value and one of its dimensions

/// Disjoint sets of dimensions. A flatten makes one channel a block of
/// neighbours: `block` counts the indices of a dimension for one index of the
/// root of its set.
class DimensionSets {
public:
  void add(const ChannelTie &tie) {
    for (const ChannelDim &dim : tie.dims)
      join(tie.dims.front(), dim);
  }

  llvm::MapVector<Key, std::vector<ChannelDim>> collect() {
    llvm::MapVector<Key, std::vector<ChannelDim>> sets;
    for (auto &entry : nodes) {
      auto [root, block] = find(entry.first);
      sets[root].push_back({entry.first.first, entry.first.second, block});
    }
    return sets;
  }

  /// The root of the set `key` is in, and the block of `key` there.
  std::pair<Key, int64_t> find(Key key) {
    auto it = nodes.insert({key, {key, 1}}).first;
    int64_t block = 1;
    while (it->second.parent != it->first) {
      block *= it->second.block;
      it = nodes.find(it->second.parent);
    }
    return {it->first, block};
  }

private:
  struct Node {
    Key parent;
    int64_t block; ///< indices for one of the parent
  };

  static int64_t sizeOf(Key key) {
    return cast<RankedTensorType>(key.first.getType()).getDimSize(key.second);
  }

  /// The set with the coarser channels takes in the other.
  void join(const ChannelDim &a, const ChannelDim &b) {
    Key left = find({a.value, a.dim}).first,
        right = find({b.value, b.dim}).first;
    if (left == right || sizeOf(left) == 0 || sizeOf(right) == 0)
      return; // nothing to remove from empty tensors
    if (sizeOf(left) > sizeOf(right))
      std::swap(left, right);
    nodes[right] = {left, sizeOf(right) / sizeOf(left)};
  }

  llvm::MapVector<Key, Node> nodes;
};

bool tiesDim(Operation *op, Value value, int64_t dim) {
  auto layer = dyn_cast<ChannelOpInterface>(op);
  return layer && llvm::any_of(layer.getChannelTies(), [&](ChannelTie &tie) {
           return llvm::any_of(tie.dims, [&](const ChannelDim &entry) {
             return entry.value == value && entry.dim == dim;
           });
         });
}

/// Everybody who makes or reads the value has to know that these are channels.
bool isKnownEverywhere(const GroupDim &dim) {
  Operation *producer = dim.value.getDefiningOp();
  return producer &&
         (isa<ConstantOp>(producer) || tiesDim(producer, dim.value, dim.dim)) &&
         llvm::all_of(dim.value.getUsers(), [&](Operation *user) {
           return tiesDim(user, dim.value, dim.dim);
         });
}

GroupDim placeChannels(const ChannelDim &dim, int64_t channels) {
  GroupDim place{dim.value, dim.dim, dim.block, {}};
  place.indices.resize(channels * dim.block);
  std::iota(place.indices.begin(), place.indices.end(), 0);
  return place;
}

} // namespace

const GroupDim *ChannelGroup::find(Value value) const {
  for (const GroupDim &dim : dims)
    if (dim.value == value)
      return &dim;
  return nullptr;
}

std::vector<ChannelGroup> findChannelGroups(func::FuncOp func) {
  DimensionSets sets;
  func.walk([&](ChannelOpInterface layer) {
    for (const ChannelTie &tie : layer.getChannelTies())
      sets.add(tie);
  });
  std::vector<ChannelGroup> groups;
  for (auto &[root, dims] : sets.collect()) {
    ChannelGroup &group = groups.emplace_back();
    group.channels =
        cast<RankedTensorType>(root.first.getType()).getDimSize(root.second);
    for (const ChannelDim &dim : dims)
      group.dims.push_back(placeChannels(dim, group.channels));
    group.removable =
        group.channels > 0 && llvm::all_of(group.dims, isKnownEverywhere);
  }
  func.walk([&](QuantOpInterface layer) {
    int weight = layer.getWeightIndex();
    if (weight < 0)
      return;
    auto isColumns = [&](const GroupDim &dim) {
      return dim.value == layer->getOperand(weight) && dim.dim == 1;
    };
    for (ChannelGroup &group : groups)
      if (llvm::any_of(group.dims, isColumns))
        group.readers.push_back(layer);
  });
  return groups;
}

} // namespace ecg
