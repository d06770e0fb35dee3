// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// First the types of all values shrink, then attributes follow them.

#include "ecg/Analysis/RemoveChannels.h"
#include "ecg/IR/Constants.h"
#include "ecg/IR/EcgOps.h"
#include "ecg/IR/Shapes.h"
#include "llvm/ADT/MapVector.h"

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

void shrinkValue(Value value, int64_t dim, const llvm::BitVector &dead) {
  RankedTensorType type = typeOf(value);
  SmallVector<int64_t> shape(type.getShape());
  shape[dim] -= dead.count();
  value.setType(type.clone(shape));
  if (auto constant = value.getDefiningOp<ConstantOp>())
    constant.setValueAttr(shrinkElements(constant.getValueAttr(), dim, dead));
}

/// Of convolutions with groups only depthwise ones have ties.
void shrinkAttributes(Value value, int64_t dim, const llvm::BitVector &dead) {
  Operation *op = value.getDefiningOp();
  auto groups = op->getAttrOfType<IntegerAttr>("groups");
  if (groups && groups.getInt() == int64_t(dead.size()) && dead.size() > 1)
    op->setAttr("groups", IntegerAttr::get(groups.getType(),
                                           typeOf(value).getDimSize(dim)));
}

} // namespace

void removeChannels(ArrayRef<ChannelRemoval> removals) {
  DeadIndices indices = gather(removals);
  for (auto &[key, dead] : indices)
    shrinkValue(key.first, key.second, dead);
  for (auto &[key, dead] : indices)
    shrinkAttributes(key.first, key.second, dead);
}

void removeChannels(const ChannelGroup &group, const llvm::BitVector &dead) {
  removeChannels(ChannelRemoval{&group, dead});
}

} // namespace ecg
