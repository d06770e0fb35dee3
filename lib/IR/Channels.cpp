// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which dimensions are the same channels (ChannelOpInterface). Channels are
// dimension 1 of activations; what an op does not tie, nobody may remove.

#include "ecg/IR/EcgOps.h"

using namespace mlir;

namespace ecg {

namespace {

using Ties = SmallVector<ChannelTie>;

ArrayRef<int64_t> shapeOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape();
}

/// Layers that treat every channel by itself.
Ties tieThrough(Value input, Value result) {
  if (shapeOf(input).size() < 2)
    return {};
  return {ChannelTie{{{input, 1}, {result, 1}}}};
}

/// Output channels: weight rows, bias entries and the result's dimension.
ChannelTie tieOutputs(Value weight, Value bias, Value result, int64_t dim) {
  ChannelTie tie{{{weight, 0}, {result, dim}}};
  if (bias)
    tie.dims.push_back({bias, 0});
  return tie;
}

template <typename Op> Ties tieConvolution(Op op) {
  bool depthwise =
      op.getGroups() > 1 && shapeOf(op.getWeight())[1] == 1 &&
      shapeOf(op.getWeight())[0] == static_cast<int64_t>(op.getGroups());
  ChannelTie outputs =
      tieOutputs(op.getWeight(), op.getBias(), op.getResult(), 1);
  if (depthwise) {
    outputs.dims.push_back({op.getInput(), 1});
    return {outputs};
  }
  if (op.getGroups() > 1)
    return {}; // removing a channel would unbalance the groups
  return {ChannelTie{{{op.getInput(), 1}, {op.getWeight(), 1}}}, outputs};
}

/// Operands broadcast over channels keep their one channel.
template <typename Op> Ties tieBinary(Op op) {
  ArrayRef<int64_t> shape = shapeOf(op.getResult());
  if (shape.size() < 2)
    return {};
  ChannelTie tie{{{op.getResult(), 1}}};
  for (Value operand : {op.getLhs(), op.getRhs()}) {
    ArrayRef<int64_t> own = shapeOf(operand);
    int64_t dim = static_cast<int64_t>(own.size()) -
                  static_cast<int64_t>(shape.size()) + 1;
    if (dim >= 0 && own[dim] == shape[1] && shape[1] > 1)
      tie.dims.push_back({operand, dim});
  }
  return {tie};
}

} // namespace

Ties Conv1dOp::getChannelTies() { return tieConvolution(*this); }
Ties Conv2dOp::getChannelTies() { return tieConvolution(*this); }
Ties Conv3dOp::getChannelTies() { return tieConvolution(*this); }
Ties ConvTransposeOp::getChannelTies() { return tieConvolution(*this); }

Ties LinearOp::getChannelTies() {
  int64_t last = static_cast<int64_t>(shapeOf(getInput()).size()) - 1;
  return {ChannelTie{{{getInput(), last}, {getWeight(), 1}}},
          tieOutputs(getWeight(), getBias(), getResult(), last)};
}

Ties MaxPoolOp::getChannelTies() { return tieThrough(getInput(), getResult()); }
Ties AvgPoolOp::getChannelTies() { return tieThrough(getInput(), getResult()); }
Ties GlobalAvgPoolOp::getChannelTies() {
  return tieThrough(getInput(), getResult());
}
Ties ReluOp::getChannelTies() { return tieThrough(getInput(), getResult()); }
Ties LeakyReluOp::getChannelTies() {
  return tieThrough(getInput(), getResult());
}
Ties ClipOp::getChannelTies() { return tieThrough(getInput(), getResult()); }
Ties SigmoidOp::getChannelTies() { return tieThrough(getInput(), getResult()); }
Ties TanhOp::getChannelTies() { return tieThrough(getInput(), getResult()); }
Ties SwishOp::getChannelTies() { return tieThrough(getInput(), getResult()); }
Ties HardSwishOp::getChannelTies() {
  return tieThrough(getInput(), getResult());
}
Ties UnaryOp::getChannelTies() { return tieThrough(getInput(), getResult()); }
Ties BinaryOp::getChannelTies() { return tieBinary(*this); }
Ties AddOp::getChannelTies() { return tieBinary(*this); }
Ties MulOp::getChannelTies() { return tieBinary(*this); }

Ties BatchNormOp::getChannelTies() {
  return {ChannelTie{{{getInput(), 1},
                      {getResult(), 1},
                      {getScale(), 0},
                      {getShift(), 0},
                      {getMean(), 0},
                      {getVariance(), 0}}}};
}

/// Of weights both dimensions count channels, of activations the second does.
/// Ranges of their own hold on to their channels.
Ties FakeQuantizeOp::getChannelTies() {
  Ties ties;
  int64_t first = getInput().getDefiningOp<ConstantOp>() ? 0 : 1;
  int64_t last = std::min<int64_t>(getInput().getType().getRank() - 1, 1);
  for (int64_t dim = first; dim <= last; ++dim) {
    ChannelTie tie{{{getInput(), dim}, {getResult(), dim}}};
    bool isAxis = getAxis() && static_cast<int64_t>(*getAxis()) == dim;
    if (isAxis && getRange().size() > 2)
      continue;
    if (isAxis)
      tie.dims.push_back({getScale(), 0});
    ties.push_back(tie);
  }
  return ties;
}

Ties ResizeOp::getChannelTies() {
  if (shapeOf(getInput()).size() < 2 || getScales()[1] != 1)
    return {};
  return tieThrough(getInput(), getResult());
}

/// A flatten that starts at the channels turns each into a block of
/// neighbours; a reshape that leaves them in place passes them through.
Ties ReshapeOp::getChannelTies() {
  ArrayRef<int64_t> in = shapeOf(getInput()), out = shapeOf(getResult());
  if (in.size() < 2 || out.size() < 2 || in[0] != out[0])
    return {};
  if (in[1] == out[1])
    return tieThrough(getInput(), getResult());
  if (out.size() == 2)
    return {ChannelTie{{{getInput(), 1}, {getResult(), 1, out[1] / in[1]}}}};
  return {};
}

Ties TransposeOp::getChannelTies() {
  ArrayRef<int64_t> permutation = getPermutation();
  const int64_t *where = llvm::find(permutation, 1);
  if (where == permutation.end())
    return {};
  return {ChannelTie{
      {{getInput(), 1}, {getResult(), where - permutation.begin()}}}};
}

} // namespace ecg
