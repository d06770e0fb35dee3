// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Puts blocks together and ends them in a head.

#include "RandomNetwork.h"

using namespace mlir;

namespace ecg {

namespace {

using Net = NetworkBuilder;

/// Channels and time as one vector.
Value flatten(Net &net, Value x) {
  return net.reshape(x, {1, Net::channelsOf(x) * Net::timeOf(x)});
}

/// One number a channel.
Value summarize(Net &net, Value x) {
  switch (net.pick(0, 3)) {
  case 0:
    return net.create<ReduceOp>("max", x, ArrayRef<int64_t>{2}, false);
  case 1: {
    Value mean = net.create<ReduceOp>("mean", x, ArrayRef<int64_t>{2}, true),
          most = net.create<ReduceOp>("max", x, ArrayRef<int64_t>{2}, true);
    x = net.concat({mean, most});
    return net.reshape(x, {1, Net::channelsOf(x)});
  }
  case 2:
    return flatten(net, x);
  default:
    return net.reshape(net.create<GlobalAvgPoolOp>(x), {1, Net::channelsOf(x)});
  }
}

/// Three classes; sometimes what else is known of the patient is beside.
Value classify(Net &net, Value x, Value other) {
  x = summarize(net, net.conv(x, net.pick(3, 8), 3));
  if (other)
    x = net.concat({net.activate(net.linear(other, 3)), x});
  if (net.flip())
    x = net.activate(net.linear(x, net.pick(4, 9)));
  if (net.flip()) // a normalization over part of the features
    x = net.layerNorm(x, {1});
  x = net.linear(x, 3);
  return net.flip() ? x : net.create<SoftmaxOp>(x, 1);
}

/// A signal, or one number a moment: the sum of squares over channels.
Value reconstruct(Net &net, Value x) {
  if (net.flip())
    return net.conv(x, 1, 3);
  x = net.activate(net.conv(x, net.pick(2, 6), 3));
  return net.create<ReduceOp>(net.flip() ? "sum" : "sum_square", x,
                              ArrayRef<int64_t>{1}, net.flip());
}

func::FuncOp makeFunction(ModuleOp module, bool hasOther, int64_t channels,
                          int64_t time) {
  OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
  Type element = builder.getF32Type();
  SmallVector<Type> inputs = {
      RankedTensorType::get({1, channels, time}, element)};
  if (hasOther)
    inputs.push_back(RankedTensorType::get({1, 4}, element));
  auto function = builder.create<func::FuncOp>(
      builder.getUnknownLoc(), "net", builder.getFunctionType(inputs, {}));
  function.addEntryBlock();
  return function;
}

} // namespace

OwningOpRef<ModuleOp> makeRandomNetwork(unsigned seed, MLIRContext *context) {
  OwningOpRef<ModuleOp> module = ModuleOp::create(UnknownLoc::get(context));
  std::mt19937 choice(seed);
  bool hasOther = choice() % 4 == 0, classifies = choice() % 4 != 0;
  func::FuncOp function =
      makeFunction(*module, hasOther, 1 + choice() % 3, 16 + choice() % 12);
  Net net(function, choice());
  Value x = net.conv(function.getArgument(0), net.pick(2, 6), 3);
  for (int64_t i = net.pick(1, 3); i > 0; --i) {
    ArrayRef<NetworkBlock> blocks =
        net.pick(0, 2) ? getConvolutionBlocks() : getSequenceBlocks();
    x = blocks[net.pick(0, blocks.size() - 1)].build(net, x);
  }
  Value other = hasOther ? Value(function.getArgument(1)) : Value();
  Value result =
      classifies || hasOther ? classify(net, x, other) : reconstruct(net, x);
  net.create<func::ReturnOp>(result);
  function.setFunctionType(net.builder.getFunctionType(
      function.getArgumentTypes(), result.getType()));
  return module;
}

} // namespace ecg
