// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// MobileNet, first and second version.

#include "ImageNetworks.h"
#include "Networks.h"

namespace ecg::benchmark {

onnx::ModelProto makeMobileNetV1(int64_t percent) {
  ImageNetwork net("mobilenetv1", percent);
  const std::pair<int64_t, int64_t> layers[] = {
      {64, 1},  {128, 2}, {128, 1}, {256, 2}, {256, 1},  {512, 2}, {512, 1},
      {512, 1}, {512, 1}, {512, 1}, {512, 1}, {1024, 2}, {1024, 1}};
  int64_t channels = net.narrow(32);
  Tensor x = net.relu6(net.convNorm(net.image(), 3, channels, {3, 2}));
  for (auto [paper, stride] : layers) {
    x = net.relu6(net.convNorm(x, channels, channels, {3, stride, channels}));
    int64_t out = net.narrow(paper);
    x = net.relu6(net.convNorm(x, channels, out, {1}));
    channels = out;
  }
  return net.classify(x, channels);
}

/// Expand, filter by channel, project (the paper's figure 4d).
static Tensor invertedResidual(ImageNetwork &net, const Tensor &x, int64_t in,
                               int64_t out, int64_t expansion, int64_t stride) {
  int64_t inner = in * expansion;
  Tensor y = expansion == 1 ? x : net.relu6(net.convNorm(x, in, inner, {1}));
  y = net.relu6(net.convNorm(y, inner, inner, {3, stride, inner}));
  y = net.convNorm(y, inner, out, {1});
  return stride == 1 && in == out ? net.add(x, y) : y;
}

onnx::ModelProto makeMobileNetV2(int64_t percent) {
  ImageNetwork net("mobilenetv2", percent);
  const Stage stages[] = {{1, 16, 1, 1, 3}, {6, 24, 2, 2, 3}, {6, 32, 3, 2, 3},
                          {6, 64, 4, 2, 3}, {6, 96, 3, 1, 3}, {6, 160, 3, 2, 3},
                          {6, 320, 1, 1, 3}};
  int64_t channels = net.narrow(32);
  Tensor x = net.relu6(net.convNorm(net.image(), 3, channels, {3, 2}));
  for (const Stage &stage : stages)
    for (int64_t i = 0; i < stage.count; ++i) {
      int64_t out = net.narrow(stage.out);
      x = invertedResidual(net, x, channels, out, stage.expansion,
                           i == 0 ? stage.stride : 1);
      channels = out;
    }
  int64_t last = net.narrow(1280);
  x = net.relu6(net.convNorm(x, channels, last, {1}));
  return net.classify(x, last);
}

} // namespace ecg::benchmark
