// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// First the types of all values shrink, then attributes follow them.

#include "ecg/Analysis/RemoveChannels.h"
#include "ecg/IR/Constants.h"
#include "ecg/IR/EcgOps.h"
#include "ecg/IR/QuantTypes.h"
#include "ecg/IR/Shapes.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;

namespace ecg {

namespace {

using Key = std::pair<Value, int64_t>; ///< a value and one of its dimensions

/// What goes, gathered over all groups: a bit an index.
using DeadIndices = llvm::MapVector<Key, llvm::BitVector>;

RankedTensorType typeOf(Value value) {
  return cast<RankedTensorType>(value.getType());
}

DeadIndices gather(ArrayRef<ChannelRemoval> removals) {
  DeadIndices indices;
  for (const ChannelRemoval &removal : removals) {
    assert(removal.group->removable && !removal.dead.all());
    for (const GroupDim &dim : removal.group->dims) {
      llvm::BitVector &dead = indices[{dim.value, dim.dim}];
      dead.resize(typeOf(dim.value).getDimSize(dim.dim));
      for (unsigned channel : removal.dead.set_bits())
        for (int64_t index : dim.of(channel))
          dead.set(index);
    }
  }
  return indices;
}

/// The elements of a constant without the dead indices of one dimension.
ElementsAttr shrinkElements(ElementsAttr elements, int64_t dim,
                            const llvm::BitVector &dead) {
  auto type = cast<RankedTensorType>(elements.getShapedType());
  auto data = ConstantBytes::get(elements);
  assert(data && "weights that cannot be read");
  SmallVector<int64_t> shape(type.getShape());
  AxisSplit split = splitAtAxis(shape, dim);
  int64_t count = type.getNumElements();
  int64_t row = count ? split.inner * int64_t(data->bytes().size()) / count : 0;
  std::vector<char> kept;
  for (int64_t outer = 0; outer < split.outer; ++outer)
    for (int64_t i = 0; i < shape[dim]; ++i)
      if (!dead.test(i)) {
        ArrayRef<char> from =
            data->bytes().slice((outer * shape[dim] + i) * row, row);
        kept.insert(kept.end(), from.begin(), from.end());
      }
  shape[dim] -= dead.count();
  return makeElementsOfBytes(type.clone(shape), kept);
}

/// Quantized elements can have a scale a channel.
Type shrinkElementType(Type element, int64_t dim, const llvm::BitVector &dead) {
  auto rows = dyn_cast<quant::UniformQuantizedPerAxisType>(element);
  if (!rows || rows.getQuantizedDimension() != dim)
    return element;
  SmallVector<double> scales;
  SmallVector<int64_t> zeroPoints;
  for (auto [i, scale] : llvm::enumerate(rows.getScales()))
    if (!dead.test(i)) {
      scales.push_back(scale);
      zeroPoints.push_back(rows.getZeroPoints()[i]);
    }
  return quant::UniformQuantizedPerAxisType::get(
      rows.getFlags(), rows.getStorageType(), rows.getExpressedType(), scales,
      zeroPoints, dim, rows.getStorageTypeMin(), rows.getStorageTypeMax());
}

void shrinkValue(Value value, int64_t dim, const llvm::BitVector &dead) {
  RankedTensorType type = typeOf(value);
  SmallVector<int64_t> shape(type.getShape());
  shape[dim] -= dead.count();
  value.setType(RankedTensorType::get(
      shape, shrinkElementType(type.getElementType(), dim, dead)));
  if (auto constant = value.getDefiningOp<ConstantOp>())
    constant.setValueAttr(shrinkElements(constant.getValueAttr(), dim, dead));
}

/// Everybody who makes or sees one of the values, once.
llvm::SetVector<Operation *> findLayers(const DeadIndices &indices) {
  llvm::SetVector<Operation *> layers;
  for (const auto &entry : indices) {
    Value value = entry.first.first;
    layers.insert(value.getDefiningOp());
    layers.insert(value.user_begin(), value.user_end());
  }
  return layers;
}

} // namespace

void removeChannels(ArrayRef<ChannelRemoval> removals) {
  DeadIndices indices = gather(removals);
  for (auto &[key, dead] : indices)
    shrinkValue(key.first, key.second, dead);
  auto removed = [&](Value value, int64_t dim) -> const llvm::BitVector * {
    auto *found = indices.find({value, dim});
    return found == indices.end() ? nullptr : &found->second;
  };
  for (Operation *op : findLayers(indices))
    if (auto layer = dyn_cast<ChannelOpInterface>(op))
      layer.followRemoval(removed);
}

void removeChannels(const ChannelGroup &group, const llvm::BitVector &dead) {
  removeChannels(ChannelRemoval{&group, dead});
}

} // namespace ecg
