// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A dimension reshaped into several can lose channels of one of them only.
// Which: one that everybody who sees it knows (time behind a convolution is
// not, nor are the directions of an LSTM), the same in a network that splits
// and merges, and the outermost of those (heads before their elements).

#include "LayerTies.h"
#include "ecg/IR/EcgOps.h"
#include "llvm/ADT/MapVector.h"

using namespace mlir;

namespace ecg {

DimTable::DimTable(func::FuncOp func) {
  for (Value argument : func.getArguments())
    add(argument);
  func.walk([&](Operation *op) {
    for (Value result : op->getResults())
      add(result);
  });
}

void DimTable::add(Value value) {
  first[value] = dims.size();
  if (auto type = dyn_cast<RankedTensorType>(value.getType()))
    for (auto [dim, size] : llvm::enumerate(type.getShape()))
      dims.push_back({value, static_cast<int64_t>(dim), size});
}

void DimTable::forEach(Value value, function_ref<void(unsigned)> visit) const {
  if (auto type = dyn_cast<RankedTensorType>(value.getType()))
    for (int64_t dim = 0; dim < type.getRank(); ++dim)
      visit(find(value, dim));
}

void DimTable::forEach(Operation *op,
                       function_ref<void(unsigned)> visit) const {
  for (Value operand : op->getOperands())
    forEach(operand, visit);
  for (Value result : op->getResults())
    forEach(result, visit);
}

llvm::IntEqClasses joinDims(ArrayRef<LayerTies> layers, const DimTable &table) {
  llvm::IntEqClasses sets(table.size());
  for (const LayerTies &layer : layers)
    for (const ChannelTie &tie : layer.ties)
      for (const ChannelDim &dim : tie.dims)
        if (!tie.choice)
          sets.join(table.find(tie.dims.front()), table.find(dim));
  return sets;
}

namespace {

/// Decides between the ties of reshapes.
class Chooser {
public:
  Chooser(func::FuncOp func, ArrayRef<LayerTies> layers, const DimTable &table)
      : table(table), sets(joinDims(layers, table)) {
    for (Value argument : func.getArguments())
      table.forEach(argument,
                    [&](unsigned id) { unknown.insert(sets.findLeader(id)); });
    for (const LayerTies &layer : layers)
      if (!isa<ConstantOp>(layer.op))
        noteUnknown(layer);
  }

  void choose(LayerTies &layer) {
    llvm::SmallMapVector<unsigned, const ChannelTie *, 4> best;
    for (const ChannelTie &tie : layer.ties)
      if (tie.choice) {
        const ChannelTie *&other = best[tie.choice];
        if (!other || rank(tie) > rank(*other))
          other = &tie;
      }
    SmallVector<ChannelTie> kept;
    for (ChannelTie &tie : layer.ties)
      if (!tie.choice || best[tie.choice] == &tie)
        kept.push_back(tie);
    for (ChannelTie &tie : kept)
      if (std::exchange(tie.choice, 0))
        chosen.insert(leader(tie));
    layer.ties = std::move(kept);
  }

private:
  unsigned leader(const ChannelTie &tie) const {
    return sets.findLeader(table.find(tie.dims.front()));
  }

  int rank(const ChannelTie &tie) const {
    unsigned dim = leader(tie);
    return unknown.contains(dim) ? 0 : chosen.contains(dim) ? 2 : 1;
  }

  void noteUnknown(const LayerTies &layer) {
    llvm::SmallDenseSet<unsigned, 16> named;
    for (const ChannelTie &tie : layer.ties)
      for (const ChannelDim &dim : tie.dims)
        named.insert(table.find(dim));
    table.forEach(layer.op, [&](unsigned id) {
      if (!named.contains(id))
        unknown.insert(sets.findLeader(id));
    });
  }

  const DimTable &table;
  llvm::IntEqClasses sets;
  /// Sets that somebody needs whole, and those chosen before.
  llvm::DenseSet<unsigned> unknown, chosen;
};

} // namespace

std::vector<LayerTies> findLayerTies(func::FuncOp func, const DimTable &table) {
  std::vector<LayerTies> layers;
  for (Operation &op : func.front()) {
    LayerTies &layer = layers.emplace_back(LayerTies{&op, {}});
    if (auto channels = dyn_cast<ChannelOpInterface>(op))
      layer.ties = channels.getChannelTies();
  }
  Chooser chooser(func, layers, table);
  for (LayerTies &layer : layers)
    chooser.choose(layer);
  return layers;
}

} // namespace ecg
