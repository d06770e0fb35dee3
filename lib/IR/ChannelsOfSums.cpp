// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Channel ties of layers that look at a whole dimension at once: reductions,
// products of activations, normalizations, recurrent layers.

#include "ChannelTies.h"

using namespace mlir;

namespace ecg {

//===----------------------------------------------------------------------===//
// Along one dimension
//===----------------------------------------------------------------------===//

ChannelTies SoftmaxOp::getChannelTies() {
  return passDims(getInput(), getResult(), getAxis());
}
ChannelTies LogSoftmaxOp::getChannelTies() {
  return passDims(getInput(), getResult(), getAxis());
}
ChannelTies CumSumOp::getChannelTies() {
  return passDims(getInput(), getResult(), getAxis());
}

/// Channels can go from sums, to which zeros add nothing.
ChannelTies ReduceOp::getChannelTies() {
  ChannelTies ties;
  bool isSum =
      llvm::is_contained({"sum", "sum_square", "l1", "l2"}, getFunction());
  int64_t to = 0;
  for (size_t d = 0; d < shapeOf(getInput()).size(); ++d) {
    auto from = static_cast<int64_t>(d);
    bool reduced = llvm::is_contained(getAxes(), from);
    if (!reduced)
      ties.push_back(passDim(getInput(), from, getResult(), to));
    else if (isSum)
      ties.push_back({{{getInput(), from}}, ChannelUse::Sums});
    to += !reduced || getKeepDims();
  }
  return ties;
}

/// Of several normalized dimensions one can be channels: `scale` and `shift`
/// count them all together.
ChannelTies LayerNormOp::getChannelTies() {
  ChannelTies ties = passDims(getInput(), getResult(), getAxes());
  int64_t repeats = 1, size = shapeOf(getScale())[0];
  for (int64_t axis : size ? getAxes() : ArrayRef<int64_t>()) {
    int64_t length = shapeOf(getInput())[axis];
    int64_t block = size / repeats / length;
    ties.push_back({{{getInput(), axis},
                     {getResult(), axis},
                     {getScale(), 0, block, 0, repeats},
                     {getShift(), 0, block, 0, repeats}},
                    ChannelUse::Normalizes,
                    0,
                    getAxes().size() > 1 ? 1u : 0u});
    repeats *= length;
  }
  return ties;
}

//===----------------------------------------------------------------------===//
// matmul
//===----------------------------------------------------------------------===//

/// Rows of the left, columns of the right, stacks of both; they sum over the
/// dimension they share.
ChannelTies MatmulOp::getChannelTies() {
  SmallVector<int64_t> left = getLhsOrder(), right = getRhsOrder(),
                       result = getResultOrder();
  ArrayRef<int64_t> shape = shapeOf(getResult());
  int64_t rank = static_cast<int64_t>(shape.size());
  auto shared = static_cast<int64_t>(right.size()) - 2;
  ChannelTies ties = {
      {{{getLhs(), left.back()}, {getRhs(), right[shared]}}, ChannelUse::Sums}};
  for (int64_t to = 0; to < rank; ++to) {
    int64_t from = result[to];
    ChannelTie &tie = ties.emplace_back();
    tie.dims.push_back({getResult(), to});
    auto add = [&](Value operand, ArrayRef<int64_t> order) {
      int64_t at = from - (rank - static_cast<int64_t>(order.size()));
      if (at >= 0 && shapeOf(operand)[order[at]] == shape[to])
        tie.dims.push_back({operand, order[at]});
    };
    if (from != rank - 1)
      add(getLhs(), left);
    if (from != rank - 2)
      add(getRhs(), right);
  }
  return ties;
}

//===----------------------------------------------------------------------===//
// Recurrent layers
//===----------------------------------------------------------------------===//

namespace {

/// Features of the input, and hidden units: a unit owns a row in each gate of
/// both matrices and of both halves of the bias, its states, and a column of
/// the recurrence, by which all units read it. Both directions of a layer
/// lose it.
template <typename Op> ChannelTies tieRecurrent(Op op) {
  int64_t gates = Op::numGates;
  ChannelTie inputs{{{op.getInput(), 2}, {op.getWeight(), 2}},
                    ChannelUse::Sums},
      readBack{{{op.getRecurrence(), 2}}, ChannelUse::Sums},
      units{{{op.getRecurrence(), 2},
             {op.getRecurrence(), 1, 1, 0, gates},
             {op.getWeight(), 1, 1, 0, gates},
             {op.getY(), 3}}};
  if (op.getBias())
    units.dims.push_back({op.getBias(), 1, 1, 0, 2 * gates});
  if (op.getInitialH())
    units.dims.push_back({op.getInitialH(), 2});
  for (Value state : op->getResults().drop_front())
    units.dims.push_back({state, 2});
  return {inputs, readBack, units};
}

} // namespace

ChannelTies LstmOp::getChannelTies() {
  ChannelTies ties = tieRecurrent(*this);
  if (getInitialC())
    ties.back().dims.push_back({getInitialC(), 2});
  if (getPeepholes())
    ties.back().dims.push_back({getPeepholes(), 1, 1, 0, 3});
  return ties;
}
ChannelTies GruOp::getChannelTies() { return tieRecurrent(*this); }
ChannelTies RnnOp::getChannelTies() { return tieRecurrent(*this); }

} // namespace ecg
