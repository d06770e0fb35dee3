// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A constant of a group belongs to what makes its channels where its layer
// gives a result of the group; otherwise its columns only read them.

#include "PrunableLayers.h"
#include "Constants.h"
#include "ecg/IR/Constants.h"
#include "ecg/IR/QuantTypes.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;

namespace ecg {

namespace {

ArrayRef<int64_t> shapeOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape();
}

bool makesChannels(const ChannelGroup &group, Operation *op) {
  return llvm::any_of(op->getResults(),
                      [&](Value result) { return group.find(result); });
}

/// Whether the entry stands for the rows of a constant that makes channels. A
/// weight from a group to itself has rows and columns in it; rows come first.
bool isMade(const ChannelGroup &group, const GroupDim &dim) {
  if (!ConstantData<float>::get(dim.value))
    return false;
  bool isFirst = llvm::none_of(group.dims, [&](const GroupDim &other) {
    return other.value == dim.value && other.dim < dim.dim;
  });
  return isFirst && llvm::any_of(dim.value.getUsers(), [&](Operation *user) {
           return makesChannels(group, user);
         });
}

/// Appends neighbours to the span before.
void append(llvm::SmallVectorImpl<WeightSpan> &spans, WeightSpan span) {
  if (!spans.empty() && spans.back().offset + spans.back().size == span.offset)
    spans.back().size += span.size;
  else
    spans.push_back(span);
}

void addSpans(ChannelWeights &channels, const GroupDim &dim, size_t offset) {
  ArrayRef<int64_t> shape = shapeOf(dim.value);
  int64_t outer = ShapedType::getNumElements(shape.take_front(dim.dim));
  int64_t inner = ShapedType::getNumElements(shape.drop_front(dim.dim + 1));
  for (auto [c, spans] : llvm::enumerate(channels))
    for (int64_t o = 0; o < outer; ++o)
      for (int64_t index : dim.of(c))
        append(spans,
               {offset + (o * shape[dim.dim] + index) * inner, size_t(inner)});
}

} // namespace

PrunableLayers::PrunableLayers(func::FuncOp function)
    : allGroups(findChannelGroups(function)) {
  for (const ChannelGroup &group : allGroups)
    if (group.removable)
      add(group);
}

void PrunableLayers::add(const ChannelGroup &group) {
  PrunableLayer layer{&group, {}, {}, {}, {}};
  layer.matrices.resize(group.channels);
  layer.all.resize(group.channels);
  for (const GroupDim &dim : group.dims)
    if (isMade(group, dim))
      addWeights(layer, dim);
  if (layer.matrices.front().empty())
    return;
  addNames(layer);
  found.push_back(std::move(layer));
}

void PrunableLayers::addNames(PrunableLayer &layer) {
  llvm::SmallVector<std::string> makers;
  for (const GroupDim &dim : layer.group->dims) {
    Operation *op = dim.value.getDefiningOp();
    if (!op || isa<ConstantOp>(op))
      continue;
    layer.layerNames.push_back(getLayerName(op->getLoc()));
    bool hasMatrix = llvm::any_of(op->getOperands(), [&](Value operand) {
      return offsets.count(operand) && shapeOf(operand).size() > 1;
    });
    if (hasMatrix && !llvm::is_contained(makers, layer.layerNames.back()))
      makers.push_back(layer.layerNames.back());
  }
  layer.name = llvm::join(makers, "+");
}

void PrunableLayers::addWeights(PrunableLayer &layer, const GroupDim &dim) {
  if (isStatistic(dim.value))
    return;
  size_t offset = store(dim.value);
  addSpans(layer.all, dim, offset);
  if (shapeOf(dim.value).size() > 1)
    addSpans(layer.matrices, dim, offset);
}

size_t PrunableLayers::store(Value constant) {
  auto [it, isNew] = offsets.insert({constant, storage.size()});
  if (isNew) {
    stored.push_back(constant.getDefiningOp<ConstantOp>());
    llvm::append_range(storage, ConstantData<float>::get(constant)->values());
  }
  return it->second;
}

} // namespace ecg
