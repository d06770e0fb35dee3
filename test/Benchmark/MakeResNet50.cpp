// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Writes a ResNet50 with random weights as ONNX, to measure what a compilation
// costs: `make-resnet50 2d resnet.onnx` for images of 3x224x224 (25.5 M
// parameters), `1d` for 12 leads of 5000 samples with windows of 9 (25.5 M as
// well). A third argument is the base width, 64 in the paper (He et al., 2016).

#include "onnx/onnx_pb.h"
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <random>

namespace {

class ResNet50 {
public:
  ResNet50(bool is2d, int64_t width) : is2d(is2d), width(width) {
    model.set_ir_version(8);
    model.add_opset_import()->set_version(13);
    graph.set_name("resnet50");
  }

  onnx::ModelProto build() {
    addPort(*graph.add_input(), "x",
            is2d ? Dims{1, 3, 224, 224} : Dims{1, 12, 5000});
    std::string x = relu(norm(
        conv("x", is2d ? 3 : 12, width, is2d ? 7 : 49, /*stride=*/2), width));
    x = pool(x);
    int64_t channels = width;
    const int blocks[] = {3, 4, 6, 3};
    for (int stage = 0; stage < 4; ++stage)
      for (int block = 0; block < blocks[stage]; ++block)
        x = bottleneck(x, channels, width << stage,
                       stage > 0 && block == 0 ? 2 : 1);
    x = node("GlobalAveragePool", {x});
    x = node("Flatten", {x});
    std::string weight = tensor({1000, channels}, channels);
    std::string bias = tensor({1000}, 1);
    x = node("Gemm", {x, weight, bias});
    setInt("transB", 1);
    addPort(*graph.add_output(), x, {1, 1000});
    *model.mutable_graph() = std::move(graph);
    return std::move(model);
  }

private:
  using Dims = std::vector<int64_t>;

  std::string bottleneck(std::string x, int64_t &channels, int64_t inner,
                         int64_t stride) {
    int64_t window = is2d ? 3 : 9;
    std::string y = relu(norm(conv(x, channels, inner, 1, 1), inner));
    y = relu(norm(conv(y, inner, inner, window, stride), inner));
    y = norm(conv(y, inner, 4 * inner, 1, 1), 4 * inner);
    if (stride != 1 || channels != 4 * inner)
      x = norm(conv(x, channels, 4 * inner, 1, stride), 4 * inner);
    channels = 4 * inner;
    return relu(node("Add", {y, x}));
  }

  std::string conv(const std::string &x, int64_t in, int64_t out,
                   int64_t window, int64_t stride) {
    Dims shape{out, in, window};
    if (is2d)
      shape.push_back(window);
    std::string weight = tensor(shape, in * window * (is2d ? window : 1));
    std::string y = node("Conv", {x, weight});
    setWindow(window, stride);
    return y;
  }

  std::string norm(const std::string &x, int64_t channels) {
    return node("BatchNormalization",
                {x, tensor({channels}, 1, 1), tensor({channels}, 1),
                 tensor({channels}, 1), tensor({channels}, 1, 2)});
  }

  std::string relu(const std::string &x) { return node("Relu", {x}); }

  std::string pool(const std::string &x) {
    std::string y = node("MaxPool", {x});
    setWindow(3, 2);
    return y;
  }

  /// Appends a node with one output and returns its name.
  std::string node(const char *type,
                   std::initializer_list<std::string> inputs) {
    onnx::NodeProto *node = graph.add_node();
    node->set_op_type(type);
    node->set_name(type + std::to_string(graph.node_size()));
    for (const std::string &input : inputs)
      node->add_input(input);
    node->add_output(node->name() + "_y");
    return node->output(0);
  }

  // Attributes of the node added last.

  onnx::AttributeProto &attribute(const char *name,
                                  onnx::AttributeProto::AttributeType type) {
    onnx::NodeProto *node = graph.mutable_node(graph.node_size() - 1);
    onnx::AttributeProto *attribute = node->add_attribute();
    attribute->set_name(name);
    attribute->set_type(type);
    return *attribute;
  }

  void setInt(const char *name, int64_t value) {
    attribute(name, onnx::AttributeProto::INT).set_i(value);
  }

  void setInts(const char *name, int64_t value, int count) {
    onnx::AttributeProto &ints = attribute(name, onnx::AttributeProto::INTS);
    for (int i = 0; i < count; ++i)
      ints.add_ints(value);
  }

  void setWindow(int64_t window, int64_t stride) {
    int dims = is2d ? 2 : 1;
    setInts("kernel_shape", window, dims);
    setInts("strides", stride, dims);
    setInts("pads", window / 2, 2 * dims);
  }

  /// Random numbers around `mean` that keep the variance of a sum of `fanIn`.
  std::string tensor(const Dims &shape, int64_t fanIn, float mean = 0) {
    onnx::TensorProto *tensor = graph.add_initializer();
    tensor->set_name("w" + std::to_string(graph.initializer_size()));
    tensor->set_data_type(onnx::TensorProto::FLOAT);
    int64_t count = 1;
    for (int64_t dim : shape) {
      tensor->add_dims(dim);
      count *= dim;
    }
    float spread = (fanIn == 1 ? 0.1f : 3.0f) / std::sqrt(float(fanIn));
    std::vector<float> values(count);
    for (float &value : values)
      value = mean + spread * (float(random()) / float(random.max()) - 0.5f);
    tensor->set_raw_data(values.data(), values.size() * sizeof(float));
    return tensor->name();
  }

  static void addPort(onnx::ValueInfoProto &port, const std::string &name,
                      const Dims &shape) {
    port.set_name(name);
    auto *type = port.mutable_type()->mutable_tensor_type();
    type->set_elem_type(onnx::TensorProto::FLOAT);
    for (int64_t dim : shape)
      type->mutable_shape()->add_dim()->set_dim_value(dim);
  }

  bool is2d;
  int64_t width;
  onnx::ModelProto model;
  onnx::GraphProto graph;
  std::mt19937 random{1};
};

} // namespace

int main(int argc, char **argv) {
  std::string kind = argc > 1 ? argv[1] : "";
  int64_t width = argc > 3 ? std::atoll(argv[3]) : 64;
  if (argc < 3 || (kind != "1d" && kind != "2d") || width < 1) {
    std::cerr << "usage: make-resnet50 1d|2d FILE [WIDTH]\n";
    return 1;
  }
  std::ofstream file(argv[2], std::ios::binary);
  onnx::ModelProto model = ResNet50(kind == "2d", width).build();
  if (!model.SerializeToOstream(&file) || !file.flush()) {
    std::cerr << "error: cannot write " << argv[2] << "\n";
    return 1;
  }
  return 0;
}
