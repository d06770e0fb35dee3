// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// ResNet50, to measure what a compilation costs.

#include "GraphWriter.h"
#include "Networks.h"

namespace ecg::benchmark {

namespace {

struct ResNet50 {
  GraphWriter graph;
  int64_t window;

  Tensor conv(const Tensor &x, int64_t in, int64_t out, int64_t size,
              int64_t stride) {
    return graph.norm(graph.conv(x, in, out, {size, stride}), out);
  }

  Tensor bottleneck(Tensor x, int64_t &channels, int64_t inner,
                    int64_t stride) {
    Tensor y = graph.relu(conv(x, channels, inner, 1, 1));
    y = graph.relu(conv(y, inner, inner, window, stride));
    y = conv(y, inner, 4 * inner, 1, 1);
    if (stride != 1 || channels != 4 * inner)
      x = conv(x, channels, 4 * inner, 1, stride);
    channels = 4 * inner;
    return graph.relu(graph.add(y, x));
  }
};

} // namespace

onnx::ModelProto makeResNet50(bool is2d, int64_t width) {
  ResNet50 net{GraphWriter("resnet50", is2d ? 2 : 1), is2d ? 3 : 9};
  Tensor x =
      net.graph.input("x", is2d ? Dims{1, 3, 224, 224} : Dims{1, 12, 5000});
  x = net.graph.relu(net.conv(x, is2d ? 3 : 12, width, is2d ? 7 : 49, 2));
  x = net.graph.maxPool(x, 3, 2);
  int64_t channels = width;
  const int blocks[] = {3, 4, 6, 3};
  for (int stage = 0; stage < 4; ++stage)
    for (int block = 0; block < blocks[stage]; ++block)
      x = net.bottleneck(x, channels, width << stage,
                         stage > 0 && block == 0 ? 2 : 1);
  x = net.graph.flatten(net.graph.globalPool(x));
  net.graph.output(net.graph.linear(x, channels, 1000), {1, 1000});
  return net.graph.take();
}

} // namespace ecg::benchmark
