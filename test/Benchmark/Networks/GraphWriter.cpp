// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// ONNX, built as protobuf.

#include "GraphWriter.h"
#include <cmath>

namespace ecg::benchmark {

GraphWriter::GraphWriter(const std::string &name, int spatial)
    : spatial(spatial) {
  model.set_ir_version(8);
  model.add_opset_import()->set_version(13);
  graph.set_name(name);
}

static void setPort(onnx::ValueInfoProto &port, const Tensor &name,
                    const Dims &shape) {
  port.set_name(name);
  auto *type = port.mutable_type()->mutable_tensor_type();
  type->set_elem_type(onnx::TensorProto::FLOAT);
  for (int64_t dim : shape)
    type->mutable_shape()->add_dim()->set_dim_value(dim);
}

Tensor GraphWriter::input(const std::string &name, const Dims &shape) {
  setPort(*graph.add_input(), name, shape);
  return name;
}

void GraphWriter::output(const Tensor &x, const Dims &shape) {
  setPort(*graph.add_output(), x, shape);
}

onnx::ModelProto GraphWriter::take() {
  *model.mutable_graph() = std::move(graph);
  return std::move(model);
}

Tensor GraphWriter::conv(const Tensor &x, int64_t in, int64_t out,
                         const Window &window) {
  Dims shape{out, in / window.groups};
  shape.insert(shape.end(), spatial, window.size);
  int64_t fanIn =
      shape[1] * (spatial == 2 ? window.size * window.size : window.size);
  Tensor weight = random(shape, fanIn);
  Tensor y = window.hasBias ? node("Conv", {x, weight, random({out}, fanIn)})
                            : node("Conv", {x, weight});
  setWindow(window.size, window.stride, window.padding);
  setInt("group", window.groups);
  return y;
}

Tensor GraphWriter::norm(const Tensor &x, int64_t channels) {
  return node("BatchNormalization",
              {x, random({channels}, 1, 1), random({channels}, 1),
               random({channels}, 1), random({channels}, 1, 2)});
}

Tensor GraphWriter::linear(const Tensor &x, int64_t in, int64_t out,
                           bool hasBias) {
  Tensor weight = random({out, in}, in);
  Tensor y = hasBias ? node("Gemm", {x, weight, random({out}, in)})
                     : node("Gemm", {x, weight});
  setInt("transB", 1);
  return y;
}

Tensor GraphWriter::relu6(const Tensor &x) {
  auto limit = [&](float value) {
    return constant<float>({}, {value}, onnx::TensorProto::FLOAT);
  };
  return node("Clip", {x, limit(0), limit(6)});
}

Tensor GraphWriter::maxPool(const Tensor &x, int64_t size, int64_t stride) {
  Tensor y = node("MaxPool", {x});
  setWindow(size, stride, size / 2);
  return y;
}

Tensor GraphWriter::unsqueeze(const Tensor &x) {
  return node("Unsqueeze",
              {x, constant<int64_t>({1}, {2}, onnx::TensorProto::INT64)});
}

Tensor GraphWriter::concat(const Tensor &x, const Tensor &y, int64_t axis) {
  Tensor both = node("Concat", {x, y});
  setInt("axis", axis);
  return both;
}

Tensor GraphWriter::pad(const Tensor &x, int64_t low, int64_t high) {
  int64_t rank = spatial + 2;
  std::vector<int64_t> pads(2 * rank);
  pads[rank - 1] = low;
  pads[2 * rank - 1] = high;
  return node("Pad", {x, constant<int64_t>({2 * rank}, pads,
                                           onnx::TensorProto::INT64)});
}

Tensor GraphWriter::node(const char *type,
                         std::initializer_list<Tensor> inputs) {
  onnx::NodeProto *node = graph.add_node();
  node->set_op_type(type);
  node->set_name(type + std::to_string(graph.node_size()));
  for (const Tensor &input : inputs)
    node->add_input(input);
  node->add_output(node->name() + "_y");
  return node->output(0);
}

onnx::AttributeProto &
GraphWriter::attribute(const char *name,
                       onnx::AttributeProto::AttributeType type) {
  onnx::NodeProto *node = graph.mutable_node(graph.node_size() - 1);
  onnx::AttributeProto *attribute = node->add_attribute();
  attribute->set_name(name);
  attribute->set_type(type);
  return *attribute;
}

void GraphWriter::setInt(const char *name, int64_t value) {
  attribute(name, onnx::AttributeProto::INT).set_i(value);
}

void GraphWriter::setInts(const char *name, int64_t value, int count) {
  onnx::AttributeProto &ints = attribute(name, onnx::AttributeProto::INTS);
  for (int i = 0; i < count; ++i)
    ints.add_ints(value);
}

void GraphWriter::setWindow(int64_t size, int64_t stride, int64_t padding) {
  setInts("kernel_shape", size, spatial);
  setInts("strides", stride, spatial);
  setInts("pads", padding, 2 * spatial);
}

Tensor GraphWriter::random(const Dims &shape, int64_t fanIn, float mean) {
  int64_t count = 1;
  for (int64_t dim : shape)
    count *= dim;
  float spread = (fanIn == 1 ? 0.1f : 3.0f) / std::sqrt(float(fanIn));
  std::vector<float> values(count);
  for (float &value : values)
    value = mean + spread * (float(engine()) / float(engine.max()) - 0.5f);
  return constant(shape, values, onnx::TensorProto::FLOAT);
}

template <typename T>
Tensor GraphWriter::constant(const Dims &shape, const std::vector<T> &values,
                             int type) {
  onnx::TensorProto *tensor = graph.add_initializer();
  tensor->set_name("w" + std::to_string(graph.initializer_size()));
  tensor->set_data_type(type);
  for (int64_t dim : shape)
    tensor->add_dims(dim);
  tensor->set_raw_data(values.data(), values.size() * sizeof(T));
  return tensor->name();
}

} // namespace ecg::benchmark
