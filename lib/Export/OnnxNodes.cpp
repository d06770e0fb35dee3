// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Nodes and initializers, with their names.

#include "OnnxGraph.h"
#include "OnnxTypes.h"
#include "ecg/IR/Constants.h"

using namespace mlir;
using onnx::AttributeProto;

namespace ecg {

namespace {

/// Sets type and value of an attribute by what it holds.
struct SetAttribute {
  AttributeProto &proto;

  void operator()(int64_t value) const {
    proto.set_type(AttributeProto::INT);
    proto.set_i(value);
  }
  void operator()(float value) const {
    proto.set_type(AttributeProto::FLOAT);
    proto.set_f(value);
  }
  void operator()(const std::string &value) const {
    proto.set_type(AttributeProto::STRING);
    proto.set_s(value);
  }
  void operator()(const std::vector<int64_t> &values) const {
    proto.set_type(AttributeProto::INTS);
    proto.mutable_ints()->Add(values.begin(), values.end());
  }
  void operator()(const std::vector<float> &values) const {
    proto.set_type(AttributeProto::FLOATS);
    proto.mutable_floats()->Add(values.begin(), values.end());
  }
  void operator()(const std::vector<std::string> &values) const {
    proto.set_type(AttributeProto::STRINGS);
    proto.mutable_strings()->Add(values.begin(), values.end());
  }
};

template <typename T> StringRef bytesOf(ArrayRef<T> values) {
  return {reinterpret_cast<const char *>(values.data()),
          values.size() * sizeof(T)};
}

/// Integers as they lie in memory.
std::string packIntegers(ArrayRef<int64_t> values, unsigned width) {
  std::string bytes;
  for (int64_t value : values)
    for (unsigned bit = 0; bit < width; bit += 8)
      bytes += static_cast<char>(value >> bit & 0xFF);
  return bytes;
}

} // namespace

//===----------------------------------------------------------------------===//
// Nodes
//===----------------------------------------------------------------------===//

std::string OnnxGraph::unique(Names &taken, StringRef stem) {
  if (taken.try_emplace(stem, 0).second)
    return stem.str();
  for (;;) {
    std::string name = (stem + "_" + Twine(++taken[stem])).str();
    if (taken.try_emplace(name, 0).second)
      return name;
  }
}

onnx::NodeProto &OnnxGraph::makeNode(StringRef opType, StringRef stem,
                                     OnnxNames inputs,
                                     const OnnxAttributes &attributes) {
  while (!inputs.empty() && inputs.back().empty())
    inputs.pop_back(); // optional inputs at the end
  onnx::NodeProto &node = *graph.add_node();
  node.set_op_type(opType.str());
  node.set_name(unique(nodeNames, stem));
  node.mutable_input()->Add(inputs.begin(), inputs.end());
  for (const OnnxAttribute &attribute : attributes) {
    AttributeProto &proto = *node.add_attribute();
    proto.set_name(attribute.name.str());
    std::visit(SetAttribute{proto}, attribute.value);
  }
  return node;
}

std::string OnnxGraph::addNode(StringRef opType, StringRef stem,
                               const OnnxNames &inputs,
                               const OnnxAttributes &attributes) {
  onnx::NodeProto &node = makeNode(opType, stem, inputs, attributes);
  return *node.add_output() = unique(tensorNames, node.name() + "_output");
}

std::string OnnxGraph::add(StringRef opType, const OnnxNames &inputs,
                           const OnnxAttributes &attributes) {
  return addNode(opType, layer, inputs, attributes);
}

std::string OnnxGraph::addPart(StringRef opType, const OnnxNames &inputs,
                               const OnnxAttributes &attributes) {
  return addNode(opType, layer + "_" + opType.str(), inputs, attributes);
}

OnnxNames OnnxGraph::addMany(StringRef opType, const OnnxNames &inputs,
                             const OnnxAttributes &attributes,
                             unsigned numOutputs) {
  onnx::NodeProto &node = makeNode(opType, layer, inputs, attributes);
  for (unsigned i = 0; i < numOutputs; ++i)
    node.add_output(unique(tensorNames, node.name() + "_output"));
  return {node.output().begin(), node.output().end()};
}

//===----------------------------------------------------------------------===//
// Initializers
//===----------------------------------------------------------------------===//

std::string OnnxGraph::addInitializer(StringRef stem, Type element,
                                      ArrayRef<int64_t> shape,
                                      StringRef bytes) {
  onnx::TensorProto &tensor = *graph.add_initializer();
  tensor.set_name(unique(tensorNames, stem));
  tensor.set_data_type(onnxDataType(element));
  tensor.mutable_dims()->Add(shape.begin(), shape.end());
  tensor.set_raw_data(bytes.data(), bytes.size());
  weightBytes += bytes.size();
  return tensor.name();
}

std::string OnnxGraph::addConstant(ConstantOp constant) {
  auto value = ConstantBytes::get(constant.getValue());
  assert(value && "the verifier has read it");
  auto type = cast<RankedTensorType>(constant.getType());
  std::string stem = getLayerName(constant.getLoc());
  return addInitializer(
      stem.empty() ? layer + "_constant" : stem, type.getElementType(),
      type.getShape(), StringRef(value->bytes().data(), value->bytes().size()));
}

std::string OnnxGraph::integers(StringRef role, ArrayRef<int64_t> values,
                                unsigned bits) {
  return addInitializer(
      layer + "_" + role.str(), IntegerType::get(function.getContext(), bits),
      static_cast<int64_t>(values.size()), packIntegers(values, bits));
}

std::string OnnxGraph::numbers(StringRef role, ArrayRef<float> values) {
  return addInitializer(layer + "_" + role.str(),
                        Float32Type::get(function.getContext()),
                        static_cast<int64_t>(values.size()), bytesOf(values));
}

std::string OnnxGraph::number(StringRef role, double value, Type element) {
  // As MLIR holds it: rounded to the type.
  auto type = RankedTensorType::get({}, element);
  Attribute attribute;
  if (auto real = dyn_cast<FloatType>(element))
    attribute = FloatAttr::get(real, value);
  else
    attribute = IntegerAttr::get(element, static_cast<int64_t>(value));
  auto bytes = ConstantBytes::get(DenseElementsAttr::get(type, attribute));
  return addInitializer(
      layer + "_" + role.str(), element, {},
      StringRef(bytes->bytes().data(), bytes->bytes().size()));
}

std::string OnnxGraph::number(StringRef role, float value) {
  return number(role, value, Float32Type::get(function.getContext()));
}

//===----------------------------------------------------------------------===//
// Quantization
//===----------------------------------------------------------------------===//

std::string OnnxGraph::convert(StringRef opType, std::string input,
                               QuantizedType type) {
  SmallVector<double> scales;
  SmallVector<int64_t> zeroPoints;
  SmallVector<int64_t, 1> shape; // of both
  OnnxAttributes attributes;
  if (auto perAxis = dyn_cast<quant::UniformQuantizedPerAxisType>(type)) {
    llvm::append_range(scales, perAxis.getScales());
    llvm::append_range(zeroPoints, perAxis.getZeroPoints());
    shape.push_back(static_cast<int64_t>(scales.size()));
    attributes.push_back({"axis", int64_t(perAxis.getQuantizedDimension())});
  } else {
    auto uniform = cast<quant::UniformQuantizedType>(type);
    scales.push_back(uniform.getScale());
    zeroPoints.push_back(uniform.getZeroPoint());
  }
  std::string stem =
      input + (opType == "QuantizeLinear" ? "_quantized" : "_dequantized");
  std::vector<float> scale(scales.begin(), scales.end());
  OnnxNames inputs = {input,
                      addInitializer(stem + "_scale",
                                     Float32Type::get(function.getContext()),
                                     shape, bytesOf(ArrayRef(scale)))};
  // ONNX gives sums of 32 bits no zero point; it can only be 0.
  unsigned width = type.getStorageTypeIntegralWidth();
  if (width == 8 || llvm::any_of(zeroPoints, [](int64_t z) { return z != 0; }))
    inputs.push_back(addInitializer(stem + "_zero_point", type, shape,
                                    packIntegers(zeroPoints, width)));
  return addNode(opType, stem, inputs, attributes);
}

} // namespace ecg
