// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// EfficientNetB0.

#include "ImageNetworks.h"
#include "Networks.h"

namespace ecg::benchmark {

/// Squeeze and excitation as convolutions of one pixel.
static Tensor excite(ImageNetwork &net, const Tensor &x, int64_t channels,
                     int64_t squeezed) {
  Tensor gate = net.globalPool(x);
  gate = net.swish(net.conv(gate, channels, squeezed, {1, 1, 1, true}));
  gate = net.sigmoid(net.conv(gate, squeezed, channels, {1, 1, 1, true}));
  return net.mul(x, gate);
}

/// The block of MobileNetV2 with excitation in its middle.
static Tensor block(ImageNetwork &net, const Tensor &x, int64_t in, int64_t out,
                    const Stage &stage, int64_t stride) {
  int64_t inner = in * stage.expansion;
  Tensor y =
      stage.expansion == 1 ? x : net.swish(net.convNorm(x, in, inner, {1}));
  y = net.swish(net.convNorm(y, inner, inner, {stage.window, stride, inner}));
  y = excite(net, y, inner, in / 4);
  y = net.convNorm(y, inner, out, {1});
  return stride == 1 && in == out ? net.add(x, y) : y;
}

onnx::ModelProto makeEfficientNetB0(int64_t percent) {
  ImageNetwork net("efficientnetb0", percent);
  const Stage stages[] = {
      {1, 16, 1, 1, 3},  {6, 24, 2, 2, 3},  {6, 40, 2, 2, 5}, {6, 80, 3, 2, 3},
      {6, 112, 3, 1, 5}, {6, 192, 4, 2, 5}, {6, 320, 1, 1, 3}};
  int64_t channels = net.narrow(32);
  Tensor x = net.swish(net.convNorm(net.image(), 3, channels, {3, 2}));
  for (const Stage &stage : stages)
    for (int64_t i = 0; i < stage.count; ++i) {
      int64_t out = net.narrow(stage.out);
      x = block(net, x, channels, out, stage, i == 0 ? stage.stride : 1);
      channels = out;
    }
  int64_t last = net.narrow(1280);
  x = net.swish(net.convNorm(x, channels, last, {1}));
  return net.classify(x, last);
}

} // namespace ecg::benchmark
