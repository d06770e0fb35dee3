// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What networks of images of heartbeats share: their input, their classes, and
// how they become narrower.

#ifndef ECG_TEST_BENCHMARK_IMAGENETWORKS_H
#define ECG_TEST_BENCHMARK_IMAGENETWORKS_H

#include "GraphWriter.h"
#include <algorithm>

namespace ecg::benchmark {

/// A run of equal blocks: `out` channels, the first with `stride`.
struct Stage {
  int64_t expansion, out, count, stride, window;
};

class ImageNetwork : public GraphWriter {
public:
  ImageNetwork(const std::string &name, int64_t percent)
      : GraphWriter(name, /*spatial=*/2), percent(percent) {}

  Tensor image() { return input("image", {1, 3, 36, 36}); }

  /// Pools, classifies and ends the graph.
  onnx::ModelProto classify(const Tensor &x, int64_t channels) {
    constexpr int64_t classes = 6;
    output(linear(flatten(globalPool(x)), channels, classes), {1, classes});
    return take();
  }

  /// What becomes of `channels` of the paper: a multiple of 8, as in its.
  int64_t narrow(int64_t channels) const {
    return std::max<int64_t>(8, channels * percent / 100 / 8 * 8);
  }

  /// Convolution and batch norm.
  Tensor convNorm(const Tensor &x, int64_t in, int64_t out,
                  const Window &window) {
    return norm(conv(x, in, out, window), out);
  }

private:
  int64_t percent;
};

} // namespace ecg::benchmark

#endif // ECG_TEST_BENCHMARK_IMAGENETWORKS_H
