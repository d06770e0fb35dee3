// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Blocks of attention and recurrent layers.

#include "RandomNetwork.h"
#include <cmath>

using namespace mlir;

namespace ecg {

namespace {

using Net = NetworkBuilder;

//===----------------------------------------------------------------------===//
// Attention
//===----------------------------------------------------------------------===//

/// [1, T, heads * size] to [1, heads, T, size].
Value splitHeads(Net &net, Value x, int64_t heads) {
  int64_t t = Net::shapeOf(x)[1], size = Net::shapeOf(x)[2] / heads;
  return net.transpose(net.reshape(x, {1, t, heads, size}), {0, 2, 1, 3});
}

/// Queries, keys and values by a layer each, by one layer sliced before heads
/// are split, or after.
SmallVector<Value> project(Net &net, Value x, int64_t heads, int64_t size) {
  int64_t t = Net::shapeOf(x)[1], width = heads * size, way = net.pick(0, 2);
  SmallVector<Value> parts;
  if (way == 0)
    for (int64_t i = 0; i < 3; ++i)
      parts.push_back(splitHeads(net, net.linear(x, width), heads));
  if (way == 1) {
    Value all = net.linear(x, 3 * width);
    for (int64_t i = 0; i < 3; ++i)
      parts.push_back(
          splitHeads(net, net.slice(all, 2, i * width, width), heads));
  }
  if (way == 2) {
    Value all = net.reshape(net.linear(x, 3 * width), {1, t, 3, heads, size});
    all = net.transpose(all, {2, 0, 3, 1, 4});
    for (int64_t i = 0; i < 3; ++i)
      parts.push_back(
          net.reshape(net.slice(all, 0, i, 1), {1, heads, t, size}));
  }
  return parts;
}

/// On [1, T, C].
Value attend(Net &net, Value x) {
  int64_t t = Net::shapeOf(x)[1], c = Net::shapeOf(x)[2],
          heads = net.pick(1, 4), size = net.pick(2, 4);
  SmallVector<Value> parts = project(net, x, heads, size);
  Value keys = net.transpose(parts[1], {0, 1, 3, 2});
  Value scores = net.matmul(parts[0], keys, 1 / std::sqrt(float(size)));
  if (net.flip()) // a mask all heads share
    scores = net.add(scores, net.constant({1, 1, t, t}, -1, 1));
  Value y = net.matmul(net.create<SoftmaxOp>(scores, 3), parts[2], 1);
  y = net.reshape(net.transpose(y, {0, 2, 1, 3}), {1, t, heads * size});
  return net.linear(y, c);
}

/// A transformer's layer, normalized before or after.
Value attention(Net &net, Value x) {
  x = net.conv(x, net.pick(3, 8));
  x = net.add(x, net.constant(Net::shapeOf(x), -0.5f, 0.5f));
  x = net.transpose(x, {0, 2, 1});
  bool before = net.flip();
  auto normalize = [&](Value value, bool now) {
    return now ? net.layerNorm(value, {2}) : value;
  };
  x = net.add(x, attend(net, normalize(x, before)));
  x = normalize(x, !before);
  Value y = net.linear(normalize(x, before), net.pick(3, 9));
  y = net.linear(net.activate(y), Net::shapeOf(x)[2]);
  x = normalize(net.add(x, y), !before);
  return net.transpose(x, {0, 2, 1});
}

//===----------------------------------------------------------------------===//
// Recurrent layers
//===----------------------------------------------------------------------===//

template <typename Op>
Op recur(Net &net, Value x, int64_t hidden, int64_t directions) {
  int64_t rows = Op::numGates * hidden, inputs = Net::shapeOf(x)[2];
  Value w = net.weight({directions, rows, inputs}),
        r = net.weight({directions, rows, hidden});
  Value bias =
      net.flip() ? net.constant({directions, 2 * rows}, -1, 1) : Value();
  bool starts = net.flip();
  auto state = [&] {
    return starts ? net.constant({directions, 1, hidden}, -1, 1) : Value();
  };
  bool reverse = directions == 1 && net.flip();
  if constexpr (std::is_same_v<Op, LstmOp>) {
    Value peepholes =
        net.flip() ? net.constant({directions, 3 * hidden}, -1, 1) : Value();
    Value h = state(), c = state();
    return net.create<Op>(x, w, r, bias, Value(), h, c, peepholes,
                          /*input_forget=*/false, reverse, ArrayAttr(),
                          DenseF32ArrayAttr(), DenseF32ArrayAttr(),
                          FloatAttr());
  } else if constexpr (std::is_same_v<Op, GruOp>) {
    return net.create<Op>(x, w, r, bias, Value(), state(),
                          /*linear_before_reset=*/net.flip(), reverse,
                          ArrayAttr(), DenseF32ArrayAttr(), DenseF32ArrayAttr(),
                          FloatAttr());
  } else {
    return net.create<Op>(x, w, r, bias, Value(), state(), reverse, ArrayAttr(),
                          DenseF32ArrayAttr(), DenseF32ArrayAttr(),
                          FloatAttr());
  }
}

/// Stacked on [T, 1, I], one way or both.
template <typename Op> Value recurrent(Net &net, Value x) {
  int64_t t = Net::timeOf(x);
  x = net.transpose(x, {2, 0, 1});
  for (int64_t i = net.pick(1, 2); i > 0; --i) {
    int64_t directions = net.pick(1, 2), hidden = net.pick(2, 6);
    x = recur<Op>(net, x, hidden, directions).getY();
    if (net.flip()) { // as PyTorch exports it
      x = net.transpose(x, {0, 2, 1, 3});
      x = net.reshape(x, {t, 1, directions * hidden});
    } else {
      x = net.reshape(x, {t, 1, directions * hidden});
    }
  }
  if (net.flip())
    x = net.layerNorm(x, {2});
  return net.transpose(x, {1, 2, 0});
}

/// Only the last state goes on, as channels of every moment.
template <typename Op> Value lastState(Net &net, Value x) {
  int64_t hidden = net.pick(2, 6), directions = net.pick(1, 2);
  Op layer = recur<Op>(net, net.transpose(x, {2, 0, 1}), hidden, directions);
  Value state = net.reshape(layer.getYH(), {1, directions * hidden});
  state = net.linear(net.activate(state), Net::channelsOf(x));
  return net.mul(x, net.reshape(state, {1, Net::channelsOf(x), 1}));
}

constexpr NetworkBlock blocks[] = {
    {"attention", attention},          {"lstm", recurrent<LstmOp>},
    {"gru", recurrent<GruOp>},         {"rnn", recurrent<RnnOp>},
    {"lstm state", lastState<LstmOp>}, {"gru state", lastState<GruOp>}};

} // namespace

ArrayRef<NetworkBlock> getSequenceBlocks() { return blocks; }

} // namespace ecg
