// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which dimensions are the same channels (ChannelOpInterface): layers with
// weights, pools, and layers on elements. Channels of convolutions are
// dimension 1 of activations; what an op does not tie, nobody may remove.

#include "ChannelTies.h"

using namespace mlir;

namespace ecg {

int64_t ChannelTie::countChannels() const {
  const ChannelDim &first = dims.front();
  return channels
             ? channels
             : shapeOf(first.value)[first.dim] / (first.block * first.repeats);
}

ChannelTies passDims(Value input, Value result, ArrayRef<int64_t> except) {
  ChannelTies ties;
  for (size_t d = 0; d < shapeOf(input).size(); ++d)
    if (!llvm::is_contained(except, d))
      ties.push_back(passDim(input, d, result, d));
  return ties;
}

ChannelTies tieElements(Operation *op) {
  Value result = op->getResult(0);
  ArrayRef<int64_t> shape = shapeOf(result);
  ChannelTies ties;
  for (size_t d = 0; d < shape.size(); ++d) {
    ChannelTie &tie = ties.emplace_back();
    tie.dims.push_back({result, static_cast<int64_t>(d)});
    for (Value operand : op->getOperands()) {
      ArrayRef<int64_t> own = shapeOf(operand);
      size_t missing = shape.size() - own.size();
      if (d >= missing && own[d - missing] == shape[d])
        tie.dims.push_back({operand, static_cast<int64_t>(d - missing)});
    }
  }
  return ties;
}

namespace {

/// Layers that treat every channel by itself.
ChannelTies tieThrough(Value input, Value result) {
  if (shapeOf(input).size() < 2)
    return {};
  return {passDim(input, 1, result, 1)};
}

/// Output channels: weight rows, bias entries and the result's dimension.
ChannelTie tieOutputs(Value weight, Value bias, Value result, int64_t dim) {
  ChannelTie tie{{{weight, 0}, {result, dim}}};
  if (bias)
    tie.dims.push_back({bias, 0});
  return tie;
}

//===----------------------------------------------------------------------===//
// Convolutions
//===----------------------------------------------------------------------===//

/// A group of inputs goes with its group of outputs.
template <typename Op> ChannelTies tieWholeGroups(Op op) {
  int64_t groups = op.getGroups();
  ChannelTie tie = tieOutputs(op.getWeight(), op.getBias(), op.getResult(), 1);
  tie.dims.push_back({op.getInput(), 1});
  tie.channels = groups;
  for (ChannelDim &dim : tie.dims)
    dim.block = shapeOf(dim.value)[dim.dim] / groups;
  return {tie};
}

/// Channel j of a group goes with channel j of every other group.
template <typename Op> ChannelTies tieAcrossGroups(Op op) {
  int64_t groups = op.getGroups();
  ChannelTie inputs{{{op.getWeight(), 1}, {op.getInput(), 1, 1, 0, groups}}},
      outputs = tieOutputs(op.getWeight(), op.getBias(), op.getResult(), 1);
  inputs.use = ChannelUse::Sums;
  outputs.channels = shapeOf(op.getResult())[1] / groups;
  for (ChannelDim &dim : outputs.dims)
    dim.repeats = groups;
  return {inputs, outputs};
}

/// Groups must stay of one size. Of the two ways to see to that the one with
/// fewer channels at a time is taken: depthwise layers lose whole groups,
/// layers of few groups a channel of each.
template <typename Op> ChannelTies tieConvolution(Op op) {
  int64_t groups = op.getGroups(), inputs = shapeOf(op.getWeight())[1],
          outputs = shapeOf(op.getWeight())[0] / groups;
  if (std::max(inputs, outputs) <= groups && groups > 1)
    return tieWholeGroups(op);
  return tieAcrossGroups(op);
}

/// Weights keep their input channels a group.
template <typename Op> void followGroups(Op op) {
  int64_t inputs = shapeOf(op.getWeight())[1];
  if (inputs > 0)
    op.setGroups(shapeOf(op.getInput())[1] / inputs);
}

} // namespace

#define ECG_CONVOLUTION(OP)                                                    \
  ChannelTies OP::getChannelTies() { return tieConvolution(*this); }           \
  void OP::followRemoval(RemovedIndices) { followGroups(*this); }

ECG_CONVOLUTION(Conv1dOp)
ECG_CONVOLUTION(Conv2dOp)
ECG_CONVOLUTION(Conv3dOp)
ECG_CONVOLUTION(ConvTransposeOp)

#undef ECG_CONVOLUTION

//===----------------------------------------------------------------------===//
// Other layers with parameters
//===----------------------------------------------------------------------===//

ChannelTies LinearOp::getChannelTies() {
  int64_t last = static_cast<int64_t>(shapeOf(getInput()).size()) - 1;
  ChannelTies ties = passDims(getInput(), getResult(), last);
  ties.push_back({{{getInput(), last}, {getWeight(), 1}}, ChannelUse::Sums});
  ties.push_back(tieOutputs(getWeight(), getBias(), getResult(), last));
  return ties;
}

ChannelTies BatchNormOp::getChannelTies() {
  return {ChannelTie{{{getInput(), 1},
                      {getResult(), 1},
                      {getScale(), 0},
                      {getShift(), 0},
                      {getMean(), 0},
                      {getVariance(), 0}}}};
}

ChannelTies FakeQuantizeOp::getChannelTies() {
  ChannelTies ties = passDims(getInput(), getResult());
  if (getAxis())
    ties[*getAxis()].dims.push_back({getScale(), 0});
  return ties;
}

void FakeQuantizeOp::followRemoval(RemovedIndices removed) {
  if (!getAxis() || getRange().size() == 2)
    return;
  const llvm::BitVector *gone = removed(getResult(), *getAxis());
  SmallVector<int64_t> range;
  for (auto [i, limit] : llvm::enumerate(getRange()))
    if (!gone || !gone->test(i / 2))
      range.push_back(limit);
  setRange(range);
}

//===----------------------------------------------------------------------===//
// Pools and elements
//===----------------------------------------------------------------------===//

ChannelTies MaxPoolOp::getChannelTies() {
  return tieThrough(getInput(), getResult());
}
ChannelTies AvgPoolOp::getChannelTies() {
  return tieThrough(getInput(), getResult());
}
ChannelTies GlobalAvgPoolOp::getChannelTies() {
  return tieThrough(getInput(), getResult());
}

#define ECG_ELEMENTS(OP)                                                       \
  ChannelTies OP::getChannelTies() { return tieElements(*this); }

ECG_ELEMENTS(AddOp)
ECG_ELEMENTS(BinaryOp)
ECG_ELEMENTS(CastOp)
ECG_ELEMENTS(ClipOp)
ECG_ELEMENTS(CompareOp)
ECG_ELEMENTS(DequantizeOp)
ECG_ELEMENTS(HardSwishOp)
ECG_ELEMENTS(LeakyReluOp)
ECG_ELEMENTS(MulOp)
ECG_ELEMENTS(QuantizeOp)
ECG_ELEMENTS(ReluOp)
ECG_ELEMENTS(SelectOp)
ECG_ELEMENTS(SigmoidOp)
ECG_ELEMENTS(SwishOp)
ECG_ELEMENTS(TanhOp)
ECG_ELEMENTS(UnaryOp)

#undef ECG_ELEMENTS

} // namespace ecg
