// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// See ChannelIndices.h.

#include "ChannelIndices.h"
#include "ecg/IR/EcgOps.h"

using namespace mlir;

namespace ecg {

namespace {

/// Where a value comes from, behind a rounding of training or storage.
Value skipRounding(Value value) {
  while (Operation *op = value.getDefiningOp()) {
    if (!isa<DequantizeOp, FakeQuantizeOp, FakeMultiBitOp>(op))
      break;
    value = op->getOperand(0);
  }
  return value;
}

/// Constants that layers sum with. Biases and the like come and go with them.
llvm::DenseSet<Value> findWeights(ArrayRef<LayerTies> layers) {
  llvm::DenseSet<Value> weights;
  for (const LayerTies &layer : layers)
    for (const ChannelTie &tie : layer.ties)
      for (const ChannelDim &dim : tie.dims)
        if (Value value = skipRounding(dim.value);
            tie.use == ChannelUse::Sums && value.getDefiningOp<ConstantOp>())
          weights.insert(value);
  return weights;
}

} // namespace

ChannelIndices::ChannelIndices(ArrayRef<LayerTies> layers,
                               const DimTable &table)
    : table(table), weights(findWeights(layers)), first(table.size(), none) {
  numberIndices(layers);
  sets.grow(dims.size());
  for (const LayerTies &layer : layers)
    for (const ChannelTie &tie : layer.ties)
      if (holds(table.find(tie.dims.front())))
        join(tie);
  sets.compress();
}

void ChannelIndices::forEach(
    const ChannelTie &tie, function_ref<void(int64_t, unsigned)> visit) const {
  int64_t channels = tie.countChannels();
  for (const ChannelDim &dim : tie.dims) {
    unsigned id = table.find(dim);
    for (int64_t i = 0; i < dim.repeats * channels * dim.block; ++i)
      visit(i / dim.block % channels, find(id, dim.first + i));
  }
}

void ChannelIndices::numberIndices(ArrayRef<LayerTies> layers) {
  llvm::IntEqClasses coupled = joinDims(layers, table);
  llvm::BitVector wanted(table.size());
  for (unsigned id = 0; id < table.size(); ++id)
    if (weights.contains(table[id].value))
      wanted.set(coupled.findLeader(id));
  for (const LayerTies &layer : layers)
    for (const ChannelTie &tie : layer.ties)
      for (const ChannelDim &dim : tie.dims)
        if (unsigned id = table.find(dim);
            wanted.test(coupled.findLeader(id)) && !holds(id)) {
          first[id] = dims.size();
          dims.resize(dims.size() + table[id].size, id);
        }
}

void ChannelIndices::join(const ChannelTie &tie) {
  SmallVector<unsigned> channels(tie.countChannels(), none);
  forEach(tie, [&](int64_t channel, unsigned index) {
    unsigned &other = channels[channel];
    other = other == none ? index : sets.join(other, index);
  });
}

} // namespace ecg
