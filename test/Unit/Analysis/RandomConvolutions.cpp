// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Blocks of convolutional networks.

#include "RandomNetwork.h"

using namespace mlir;

namespace ecg {

namespace {

using Net = NetworkBuilder;

Value plain(Net &net, Value x) {
  x = net.conv(x, net.pick(2, 9), net.pick(1, 4),
               Net::timeOf(x) > 8 ? net.pick(1, 2) : 1);
  if (net.flip())
    x = net.batchNorm(x);
  return net.activate(x);
}

/// Two convolutions beside what came in.
Value residual(Net &net, Value x) {
  Value y = net.activate(net.batchNorm(net.conv(x, net.pick(2, 8), 3)));
  y = net.batchNorm(net.conv(y, Net::channelsOf(x), 3));
  return net.activate(net.add(x, y));
}

Value projected(Net &net, Value x) {
  int64_t outputs = net.pick(2, 9), stride = Net::timeOf(x) > 8 ? 2 : 1;
  Value y = net.activate(net.conv(x, net.pick(2, 8), 3, stride));
  y = net.batchNorm(net.conv(y, outputs, 3));
  return net.activate(net.add(net.conv(x, outputs, 1, stride), y));
}

/// Zero channels where there are more outputs than inputs.
Value padded(Net &net, Value x) {
  int64_t inputs = Net::channelsOf(x), more = net.pick(1, 4),
          before = net.pick(0, more);
  Value y = net.activate(net.conv(x, inputs + more, 3));
  Value z = net.create<PadOp>(x, ArrayRef<int64_t>{0, before, 0},
                              ArrayRef<int64_t>{0, more - before, 0},
                              APFloat(net.flip() ? 0.0f : 0.5f));
  return net.activate(net.add(y, z));
}

/// Each layer sees the results of all before it.
Value dense(Net &net, Value x) {
  for (int64_t i = net.pick(1, 3); i > 0; --i) {
    Value y = net.conv(net.activate(net.batchNorm(x)), net.pick(2, 4), 3);
    x = net.concat({x, y});
  }
  return x;
}

Value branches(Net &net, Value x) {
  SmallVector<Value> parts;
  for (int64_t i = net.pick(2, 3); i > 0; --i)
    parts.push_back(net.activate(net.conv(x, net.pick(2, 5), 2 * i - 1)));
  if (net.flip())
    parts.push_back(parts.front()); // the same channels twice
  return net.concat(parts);
}

/// Squeeze and excitation.
Value excited(Net &net, Value x) {
  int64_t c = Net::channelsOf(x);
  Value gate = net.create<GlobalAvgPoolOp>(x);
  if (net.flip()) {
    gate = net.activate(net.conv(gate, net.pick(2, 4)));
    gate = net.create<SigmoidOp>(net.conv(gate, c));
  } else {
    gate = net.linear(net.reshape(gate, {1, c}), net.pick(2, 4));
    gate = net.linear(net.create<ReluOp>(gate), c);
    gate = net.reshape(net.create<SigmoidOp>(gate), {1, c, 1});
  }
  return net.mul(x, gate);
}

/// Few groups of many channels, or many of few.
Value grouped(Net &net, Value x) {
  int64_t groups = net.flip() ? 2 : net.pick(3, 6);
  x = net.activate(net.conv(x, groups * net.pick(2, 3)));
  x = net.conv(x, groups * net.pick(1, 3), 3, 1, groups);
  return net.activate(net.flip() ? net.batchNorm(x) : x);
}

/// With one output a channel, or two.
Value depthwise(Net &net, Value x) {
  int64_t c = net.pick(2, 8);
  Value y = net.activate(net.conv(x, c));
  y = net.activate(net.conv(y, c * net.pick(1, 2), 3, 1, c));
  y = net.conv(y, Net::channelsOf(x));
  return net.flip() ? net.add(x, y) : net.activate(y);
}

/// Down and up again, with the way beside it.
Value bridged(Net &net, Value x) {
  if (Net::timeOf(x) % 2)
    return plain(net, x);
  Value down = net.activate(net.conv(x, 2 * net.pick(1, 3), 4, 2));
  int64_t groups = net.flip() ? 1 : 2;
  Value up =
      net.activate(net.convTranspose(down, 2 * net.pick(1, 3), 2, groups));
  up = net.slice(up, 2, 0, std::min(Net::timeOf(x), Net::timeOf(up)));
  x = net.slice(x, 2, 0, Net::timeOf(up));
  return net.conv(net.concat({up, x}), net.pick(2, 6), 3);
}

Value pooled(Net &net, Value x) {
  if (Net::timeOf(x) < 8)
    return plain(net, x);
  x = net.activate(net.conv(x, net.pick(2, 8), 3));
  if (net.flip())
    return net.create<MaxPoolOp>(x, ArrayRef<int64_t>{2}, ArrayRef<int64_t>{2},
                                 DenseI64ArrayAttr(), DenseI64ArrayAttr());
  return net.create<AvgPoolOp>(x, ArrayRef<int64_t>{2}, ArrayRef<int64_t>{2},
                               DenseI64ArrayAttr());
}

/// Halves on ways of their own, mixed again by a transpose or by indices.
Value shuffled(Net &net, Value x) {
  int64_t half = net.pick(2, 4), c = 2 * half, t = Net::timeOf(x);
  x = net.activate(net.conv(x, c));
  Value left = net.conv(net.slice(x, 1, 0, half), half, 3),
        right = net.slice(x, 1, half, half);
  x = net.concat({left, right});
  if (net.flip()) {
    x = net.reshape(x, {1, 2, half, t});
    return net.reshape(net.transpose(x, {0, 2, 1, 3}), {1, c, t});
  }
  SmallVector<int64_t> order;
  for (int64_t i = 0; i < c; ++i)
    order.push_back(net.pick(-c, c - 1));
  return net.create<GatherOp>(x, net.indices(order), 1);
}

/// As an image of one row.
Value flat(Net &net, Value x) {
  int64_t t = Net::timeOf(x);
  x = net.reshape(x, {1, Net::channelsOf(x), 1, t});
  x = net.activate(net.conv2d(x, net.pick(2, 6), 3));
  return net.reshape(x, {1, Net::channelsOf(x), t});
}

constexpr NetworkBlock blocks[] = {
    {"plain", plain},     {"residual", residual}, {"projected", projected},
    {"padded", padded},   {"dense", dense},       {"branches", branches},
    {"excited", excited}, {"grouped", grouped},   {"depthwise", depthwise},
    {"bridged", bridged}, {"pooled", pooled},     {"shuffled", shuffled},
    {"flat", flat}};

} // namespace

ArrayRef<NetworkBlock> getConvolutionBlocks() { return blocks; }

} // namespace ecg
