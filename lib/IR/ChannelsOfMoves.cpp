// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Channel ties of layers that move elements: where channels go, and how
// attributes that count them follow when some are gone.

#include "ChannelTies.h"
#include "ecg/IR/Constants.h"

using namespace mlir;

namespace ecg {

namespace {

/// Indices [begin, end) of a dimension that are channels of nobody else.
void addFree(ChannelTies &ties, Value value, int64_t dim, int64_t begin,
             int64_t end) {
  if (begin < end)
    ties.push_back({{{value, dim, 1, begin}}, ChannelUse::Passes, end - begin});
}

/// How many of the indices below `end` are gone.
int64_t countBelow(const llvm::BitVector *removed, int64_t end) {
  if (!removed)
    return 0;
  int64_t count = 0;
  for (unsigned index : removed->set_bits())
    count += index < end;
  return count;
}

} // namespace

ChannelTies TransposeOp::getChannelTies() {
  ChannelTies ties;
  for (auto [to, from] : llvm::enumerate(getPermutation()))
    ties.push_back(passDim(getInput(), from, getResult(), to));
  return ties;
}

/// Dimensions that are not resized. A region of interest is given in parts of
/// dimensions.
ChannelTies ResizeOp::getChannelTies() {
  ChannelTies ties;
  ArrayRef<int64_t> in = shapeOf(getInput()), out = shapeOf(getResult());
  for (size_t d = 0; d < in.size() && !getRoi(); ++d)
    if (in[d] == out[d] && getScales()[d] == 1)
      ties.push_back(passDim(getInput(), d, getResult(), d));
  return ties;
}

ChannelTies ExpandOp::getChannelTies() {
  ChannelTies ties;
  ArrayRef<int64_t> in = shapeOf(getInput()), out = shapeOf(getResult());
  size_t missing = out.size() - in.size();
  for (size_t d = 0; d < out.size(); ++d)
    if (d < missing || in[d - missing] != out[d])
      addFree(ties, getResult(), d, 0, out[d]);
    else
      ties.push_back(passDim(getInput(), d - missing, getResult(), d));
  return ties;
}

//===----------------------------------------------------------------------===//
// Parts of dimensions
//===----------------------------------------------------------------------===//

/// The channels of the inputs stand one after the other.
ChannelTies ConcatOp::getChannelTies() {
  ChannelTies ties;
  auto axis = static_cast<int64_t>(getAxis());
  int64_t first = 0;
  for (Value input : getInputs()) {
    llvm::append_range(ties, passDims(input, getResult(), axis));
    ties.push_back({{{input, axis}, {getResult(), axis, 1, first}}});
    first += shapeOf(input)[axis];
  }
  return ties;
}

/// Of dimensions that take every second element or the like nothing can go.
ChannelTies SliceOp::getChannelTies() {
  ChannelTies ties;
  ArrayRef<int64_t> in = shapeOf(getInput());
  for (int64_t d = 0; d < static_cast<int64_t>(in.size()); ++d) {
    int64_t start = getStarts()[d], size = getSizes()[d], step = getStep(d);
    if (step == 1)
      ties.push_back({{{getResult(), d}, {getInput(), d, 1, start}}});
    else if (step == -1)
      for (int64_t i = 0; i < size; ++i)
        ties.push_back({{{getInput(), d, 1, start - i}, {getResult(), d, 1, i}},
                        ChannelUse::Passes,
                        1});
    else
      continue;
    int64_t low = step == -1 ? start - size + 1 : start;
    addFree(ties, getInput(), d, 0, low);
    addFree(ties, getInput(), d, low + size, in[d]);
  }
  return ties;
}

void SliceOp::followRemoval(RemovedIndices removed) {
  SmallVector<int64_t> starts(getStarts()), sizes(shapeOf(getResult()));
  for (size_t d = 0; d < starts.size(); ++d)
    if (const llvm::BitVector *gone = removed(getInput(), d)) {
      int64_t step = getStep(d);
      while (gone->test(starts[d])) // a part of what is taken stays
        starts[d] += step;
      starts[d] -= countBelow(gone, starts[d]);
    }
  setStarts(starts);
  setSizes(sizes);
}

/// What the layer adds are channels, too.
ChannelTies PadOp::getChannelTies() {
  ChannelTies ties;
  ArrayRef<int64_t> in = shapeOf(getInput()), out = shapeOf(getResult());
  for (int64_t d = 0; d < static_cast<int64_t>(in.size()); ++d) {
    int64_t low = getLow()[d];
    ties.push_back({{{getInput(), d}, {getResult(), d, 1, low}}});
    addFree(ties, getResult(), d, 0, low);
    addFree(ties, getResult(), d, low + in[d], out[d]);
  }
  return ties;
}

void PadOp::followRemoval(RemovedIndices removed) {
  SmallVector<int64_t> low(getLow()), high(getHigh());
  for (size_t d = 0; d < low.size(); ++d) {
    low[d] -= countBelow(removed(getResult(), d), getLow()[d]);
    high[d] = shapeOf(getResult())[d] - shapeOf(getInput())[d] - low[d];
  }
  setLow(low);
  setHigh(high);
}

//===----------------------------------------------------------------------===//
// gather
//===----------------------------------------------------------------------===//

namespace {

/// Constant indices in one dimension, from the front; none otherwise.
std::optional<SmallVector<int64_t>> readIndices(GatherOp op) {
  auto constant = op.getIndices().getDefiningOp<ConstantOp>();
  if (!constant || shapeOf(op.getIndices()).size() != 1)
    return std::nullopt;
  SmallVector<int64_t> indices;
  int64_t size = shapeOf(op.getInput())[op.getAxis()];
  for (const APInt &index : constant.getValue().getValues<APInt>()) {
    int64_t at = index.getSExtValue();
    indices.push_back(at < 0 ? at + size : at);
    if (indices.back() < 0 || indices.back() >= size)
      return std::nullopt;
  }
  return indices;
}

} // namespace

ChannelTies GatherOp::getChannelTies() {
  auto indices = readIndices(*this);
  if (!indices)
    return {};
  auto axis = static_cast<int64_t>(getAxis());
  ChannelTies ties = passDims(getInput(), getResult(), axis);
  llvm::BitVector taken(shapeOf(getInput())[axis]);
  for (auto [i, index] : llvm::enumerate(*indices)) {
    taken.set(index);
    ties.push_back({{{getInput(), axis, 1, index},
                     {getResult(), axis, 1, static_cast<int64_t>(i)}},
                    ChannelUse::Passes,
                    1});
  }
  for (unsigned index : taken.flip().set_bits())
    addFree(ties, getInput(), axis, index, index + 1);
  return ties;
}

/// `indices` still count the whole input here.
void GatherOp::followRemoval(RemovedIndices removed) {
  auto axis = static_cast<int64_t>(getAxis());
  const llvm::BitVector *gone = removed(getInput(), axis),
                        *goneFromResult = removed(getResult(), axis);
  if (!gone)
    return;
  SmallVector<int64_t> kept;
  auto values = getIndices().getDefiningOp<ConstantOp>().getValue();
  for (auto [i, value] : llvm::enumerate(values.getValues<APInt>())) {
    int64_t index = value.getSExtValue();
    index += index < 0 ? static_cast<int64_t>(gone->size()) : 0;
    if (!goneFromResult || !goneFromResult->test(i))
      kept.push_back(index - countBelow(gone, index));
  }
  OpBuilder builder(*this);
  auto type = RankedTensorType::get(static_cast<int64_t>(kept.size()),
                                    elementOf(getIndices()));
  SmallVector<Attribute> elements;
  for (int64_t index : kept)
    elements.push_back(builder.getIntegerAttr(type.getElementType(), index));
  getIndicesMutable().assign(builder.create<ConstantOp>(
      getLoc(), DenseElementsAttr::get(type, elements)));
}

} // namespace ecg
