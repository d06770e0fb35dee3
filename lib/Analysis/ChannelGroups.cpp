// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Indices that have to go together are a channel, channels that stand in the
// same dimensions a group.

#include "ecg/Analysis/ChannelGroups.h"
#include "ChannelIndices.h"
#include "ecg/IR/EcgOps.h"
#include "ecg/IR/QuantTypes.h"
#include <map>

using namespace mlir;

namespace ecg {

namespace {

std::string nameOfPort(StringAttr name, StringRef kind, unsigned number) {
  return (kind + " " +
          (name ? "'" + name.getValue().str() + "'" : std::to_string(number)))
      .str();
}

/// Who is in the way of removing a set: the first one found.
class Obstacles {
public:
  Obstacles(func::FuncOp func, ArrayRef<LayerTies> layers,
            const DimTable &table, const ChannelIndices &indices)
      : func(func), table(table), indices(indices), known(indices.size(), 0),
        reasons(indices.numSets()) {
    for (auto [i, argument] : llvm::enumerate(func.getArguments()))
      block(argument,
            nameOfPort(func.getArgAttrOfType<StringAttr>(i, "ecg.name"),
                       "input", i));
    for (auto [i, layer] : llvm::enumerate(layers))
      if (!isa<ConstantOp>(layer.op))
        inspect(layer, i + 1);
  }

  const std::string &operator[](unsigned set) const { return reasons[set]; }

private:
  void block(Value value, const std::string &reason) {
    table.forEach(value, [&](unsigned id) {
      for (unsigned i = 0; indices.holds(id) && i < table[id].size; ++i)
        block(indices.find(id, i), reason);
    });
  }

  void block(unsigned index, const std::string &reason) {
    std::string &known = reasons[indices.setOf(index)];
    if (known.empty())
      known = reason;
  }

  /// What the layer does not name it needs.
  void inspect(const LayerTies &layer, unsigned number) {
    if (isa<func::ReturnOp>(layer.op)) {
      for (auto [i, value] : llvm::enumerate(layer.op->getOperands()))
        block(value,
              nameOfPort(func.getResultAttrOfType<StringAttr>(i, "ecg.name"),
                         "output", i));
      return;
    }
    for (const ChannelTie &tie : layer.ties)
      if (indices.holds(table.find(tie.dims.front())))
        indices.forEach(tie, [&](int64_t, unsigned i) { known[i] = number; });
    std::string reason =
        "all of '" + layer.op->getName().getStringRef().str() + "'";
    if (std::string name = getLayerName(layer.op->getLoc()); !name.empty())
      reason += " (" + name + ")";
    table.forEach(layer.op, [&](unsigned id) {
      for (unsigned i = 0; indices.holds(id) && i < table[id].size; ++i)
        if (unsigned index = indices.find(id, i); known[index] != number)
          block(index, reason);
    });
  }

  func::FuncOp func;
  const DimTable &table;
  const ChannelIndices &indices;
  std::vector<unsigned> known; ///< by index: the last layer that named it
  std::vector<std::string> reasons;
};

} // namespace

const GroupDim *ChannelGroup::find(Value value) const {
  for (const GroupDim &dim : dims)
    if (dim.value == value)
      return &dim;
  return nullptr;
}

Operation *ChannelGroup::getMaker() const {
  for (const GroupDim &dim : dims)
    if (Operation *op = dim.value.getDefiningOp(); op && !isa<ConstantOp>(op))
      return op;
  return nullptr;
}

namespace {

/// Gathers the sets to groups.
class Grouping {
public:
  Grouping(ArrayRef<LayerTies> layers, const DimTable &table,
           const ChannelIndices &indices, const Obstacles &obstacles)
      : layers(layers), table(table), indices(indices), obstacles(obstacles),
        members(indices.numSets()), groupOf(indices.numSets(), -1) {
    for (unsigned index = 0; index < indices.size(); ++index)
      members[indices.setOf(index)].push_back(index);
  }

  std::vector<ChannelGroup> run() {
    for (unsigned set = 0; set < members.size(); ++set)
      addChannel(set);
    for (ChannelGroup &group : groups)
      group.removable = group.reason.empty();
    for (const LayerTies &layer : layers)
      for (const ChannelTie &tie : layer.ties)
        addReader(layer.op, tie);
    return std::move(groups);
  }

private:
  /// Dimensions and the number of indices in them, and the obstacle.
  using Signature =
      std::pair<std::vector<std::pair<unsigned, int64_t>>, std::string>;

  void addChannel(unsigned set) {
    Signature signature{{}, obstacles[set]};
    bool hasWeight = false;
    for (unsigned index : members[set]) {
      unsigned dim = indices.dimOf(index);
      if (signature.first.empty() || signature.first.back().first != dim)
        signature.first.push_back({dim, 0});
      ++signature.first.back().second;
      hasWeight |= indices.isOfWeight(index);
    }
    if (!hasWeight)
      return;
    auto [known, isNew] = signatures.insert({signature, groups.size()});
    if (isNew)
      startGroup(signature);
    ChannelGroup &group = groups[groupOf[set] = known->second];
    ++group.channels;
    size_t next = 0;
    for (GroupDim &dim : group.dims)
      for (int64_t i = 0; i < dim.block; ++i)
        dim.indices.push_back(indices.withinDim(members[set][next++]));
  }

  void startGroup(const Signature &signature) {
    ChannelGroup &group = groups.emplace_back();
    group.reason = signature.second;
    for (auto [dim, block] : signature.first)
      group.dims.push_back({table[dim].value, table[dim].dim, block, {}});
  }

  void addReader(Operation *op, const ChannelTie &tie) {
    if (tie.use == ChannelUse::Passes ||
        !indices.holds(table.find(tie.dims.front())))
      return;
    indices.forEach(tie, [&](int64_t, unsigned index) {
      int64_t group = groupOf[indices.setOf(index)];
      if (group < 0)
        return;
      auto &ops = tie.use == ChannelUse::Sums ? groups[group].readers
                                              : groups[group].normalizers;
      if (!llvm::is_contained(ops, op))
        ops.push_back(op);
    });
  }

  ArrayRef<LayerTies> layers;
  const DimTable &table;
  const ChannelIndices &indices;
  const Obstacles &obstacles;
  std::vector<SmallVector<unsigned, 4>> members; ///< by set: its indices
  std::vector<int64_t> groupOf;                  ///< by set; -1: none
  std::map<Signature, size_t> signatures;
  std::vector<ChannelGroup> groups;
};

} // namespace

std::vector<ChannelGroup> findChannelGroups(func::FuncOp func) {
  if (!func.getBody().hasOneBlock())
    return {}; // a declaration, or no network
  DimTable table(func);
  std::vector<LayerTies> layers = findLayerTies(func, table);
  ChannelIndices indices(layers, table);
  Obstacles obstacles(func, layers, table, indices);
  return Grouping(layers, table, indices, obstacles).run();
}

} // namespace ecg
