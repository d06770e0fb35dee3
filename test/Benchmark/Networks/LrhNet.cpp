// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// LRH-Net and its teacher: residual networks along time with squeeze and
// excitation.

#include "GraphWriter.h"
#include "Networks.h"

namespace ecg::benchmark {

namespace {

/// x times a gate for each channel (Hu et al., CVPR 2018).
Tensor excite(GraphWriter &net, const Tensor &x, int64_t channels,
              int64_t reduction) {
  int64_t squeezed = channels / reduction > 0 ? channels / reduction : 1;
  Tensor gate = net.flatten(net.globalPool(x));
  gate = net.relu(net.linear(gate, channels, squeezed, /*hasBias=*/false));
  gate = net.sigmoid(net.linear(gate, squeezed, channels, /*hasBias=*/false));
  return net.mul(x, net.unsqueeze(gate));
}

/// LRH-Net normalizes behind activations; its windows are even, so that
/// exporters pad where nothing is to become shorter.
struct LrhNet : GraphWriter {
  using GraphWriter::GraphWriter;

  Tensor same(const Tensor &x, int64_t in, int64_t out) {
    return conv(pad(x, 3, 4), in, out, {8, 1, 1, true, /*padding=*/0});
  }

  Tensor block(const Tensor &x, int64_t in, int64_t out) {
    bool halves = in != out;
    Tensor y = halves ? conv(x, in, out, {8, 2, 1, true, 3}) : same(x, in, out);
    y = same(norm(relu(y), out), out, out);
    Tensor shortcut = halves ? conv(x, in, out, {1, 2, 1, true}) : x;
    return norm(relu(add(excite(*this, y, out, 8), shortcut)), out);
  }
};

struct SeResNet : GraphWriter {
  using GraphWriter::GraphWriter;

  Tensor convNorm(const Tensor &x, int64_t in, int64_t out,
                  const Window &window) {
    return norm(conv(x, in, out, window), out);
  }

  Tensor block(const Tensor &x, int64_t in, int64_t out, int64_t stride) {
    Tensor y = relu(convNorm(x, in, out, {7, stride}));
    y = excite(*this, convNorm(y, out, out, {7}), out, 16);
    bool same = stride == 1 && in == out;
    return relu(add(y, same ? x : convNorm(x, in, out, {1, stride})));
  }
};

Tensor ecgInput(GraphWriter &net, const Recording &recording) {
  return net.input("ecg", {1, recording.leads, recording.samples});
}

} // namespace

onnx::ModelProto makeLrhNet(int64_t width, const Recording &recording) {
  LrhNet net("lrhnet", /*spatial=*/1);
  Tensor x = ecgInput(net, recording);
  x = net.relu(net.same(x, recording.leads, width));
  int64_t channels = width;
  for (int64_t out : {width, 2 * width, 4 * width}) {
    x = net.block(x, channels, out);
    channels = out;
  }
  x = net.linear(net.flatten(net.globalPool(x)), channels, 8 * width);
  net.output(net.linear(x, 8 * width, recording.classes),
             {1, recording.classes});
  return net.take();
}

onnx::ModelProto makeSeResNet(int64_t width, const Recording &recording) {
  SeResNet net("seresnet", /*spatial=*/1);
  Tensor x = ecgInput(net, recording);
  x = net.relu(net.convNorm(x, recording.leads, width, {15, 2}));
  x = net.maxPool(x, 3, 2);
  int64_t channels = width;
  for (int stage = 0; stage < 4; ++stage)
    for (int block = 0; block < 2; ++block) {
      int64_t out = width << stage;
      x = net.block(x, channels, out, stage > 0 && block == 0 ? 2 : 1);
      channels = out;
    }
  x = net.flatten(net.globalPool(x));
  net.output(net.linear(x, channels, recording.classes),
             {1, recording.classes});
  return net.take();
}

} // namespace ecg::benchmark
