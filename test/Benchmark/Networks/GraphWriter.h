// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Writes networks with seeded random weights as ONNX, layer by layer, in the
// way exporters do. For benchmarks alone: nothing is checked.

#ifndef ECG_TEST_BENCHMARK_GRAPHWRITER_H
#define ECG_TEST_BENCHMARK_GRAPHWRITER_H

#include "onnx/onnx_pb.h"
#include <initializer_list>
#include <random>
#include <string>
#include <vector>

namespace ecg::benchmark {

using Dims = std::vector<int64_t>;
/// The name of a tensor of the graph.
using Tensor = std::string;

/// A convolution with equal windows along all dimensions.
struct Window {
  int64_t size = 1, stride = 1, groups = 1;
  bool hasBias = false;
  int64_t padding = size / 2; ///< on both sides
};

class GraphWriter {
public:
  /// `spatial` dimensions stand behind batch and channels: 1 or 2.
  GraphWriter(const std::string &name, int spatial);

  Tensor input(const std::string &name, const Dims &shape);
  void output(const Tensor &x, const Dims &shape);
  onnx::ModelProto take();

  // Layers; `x` has `in` channels.
  Tensor conv(const Tensor &x, int64_t in, int64_t out, const Window &window);
  Tensor norm(const Tensor &x, int64_t channels);
  Tensor linear(const Tensor &x, int64_t in, int64_t out, bool hasBias = true);
  Tensor relu(const Tensor &x) { return node("Relu", {x}); }
  Tensor sigmoid(const Tensor &x) { return node("Sigmoid", {x}); }
  /// min(max(x, 0), 6)
  Tensor relu6(const Tensor &x);
  /// x * sigmoid(x)
  Tensor swish(const Tensor &x) { return mul(x, sigmoid(x)); }
  Tensor add(const Tensor &x, const Tensor &y) { return node("Add", {x, y}); }
  Tensor mul(const Tensor &x, const Tensor &y) { return node("Mul", {x, y}); }
  Tensor maxPool(const Tensor &x, int64_t size, int64_t stride);
  Tensor globalPool(const Tensor &x) { return node("GlobalAveragePool", {x}); }
  Tensor flatten(const Tensor &x) { return node("Flatten", {x}); }
  /// [batch, channels] with a last dimension of one.
  Tensor unsqueeze(const Tensor &x);
  Tensor concat(const Tensor &x, const Tensor &y, int64_t axis);
  /// Zeros along the last dimension.
  Tensor pad(const Tensor &x, int64_t low, int64_t high);

private:
  /// Appends a node with one output and returns its name.
  Tensor node(const char *type, std::initializer_list<Tensor> inputs);
  // Attributes of the node added last.
  onnx::AttributeProto &attribute(const char *name,
                                  onnx::AttributeProto::AttributeType type);
  void setInt(const char *name, int64_t value);
  void setInts(const char *name, int64_t value, int count);
  void setWindow(int64_t size, int64_t stride, int64_t padding);

  /// Random numbers around `mean` that keep the variance of a sum of `fanIn`.
  Tensor random(const Dims &shape, int64_t fanIn, float mean = 0);
  template <typename T>
  Tensor constant(const Dims &shape, const std::vector<T> &values, int type);

  onnx::ModelProto model;
  onnx::GraphProto graph;
  int spatial;
  std::mt19937 engine{1};
};

} // namespace ecg::benchmark

#endif // ECG_TEST_BENCHMARK_GRAPHWRITER_H
