// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Convolutions of float and, by way of dequantize and quantize, of integers.

#include "IntegerArithmetic.h"
#include "Layers.h"
#include "Ops.h"
#include "Quantization.h"
#include "ecg/IR/Shapes.h"

using namespace mlir;

namespace ecg {

Value convolve(Node &node, Value input, Value weight, Value bias,
               const Geometry &geometry, int64_t groups) {
  if (geometry.kernel.size() == 1)
    return node.create<Conv1dOp>(input, weight, bias, geometry.strides[0],
                                 geometry.pads, geometry.dilations[0], groups,
                                 ClampAttr());
  if (geometry.kernel.size() == 2)
    return node.create<Conv2dOp>(input, weight, bias, geometry.strides,
                                 geometry.pads, geometry.dilations, groups,
                                 ClampAttr());
  return node.create<Conv3dOp>(input, weight, bias, geometry.strides,
                               geometry.pads, geometry.dilations, groups,
                               ClampAttr());
}

/// The convolution of `input` as the attributes of the node say. The weight
/// stands in input `weightIndex` of the node; `weight` and `bias` hold its
/// numbers.
static Value convolveByNode(Node &node, Value input, unsigned weightIndex,
                            Value weight, Value bias) {
  llvm::ArrayRef<int64_t> shape = node.shape(weightIndex);
  if (!node.failed() && shape.size() != node.shape(0).size())
    node.error() << "weight has shape " << formatShape(shape)
                 << ", expected rank " << node.rank(0);
  if (node.failed())
    return {};
  Shape kernel(shape.drop_front(2));
  if (node.integersAttribute("kernel_shape", kernel) != kernel &&
      !node.failed())
    node.error() << "attribute 'kernel_shape' does not agree with weight "
                 << formatShape(shape);
  int64_t groups = node.integerAttribute("group", 1);
  if (!node.failed() && (groups < 1 || groups > maxGeometry))
    node.error() << "attribute 'group' is " << groups << ", expected 1 to "
                 << maxGeometry;
  Geometry geometry = readGeometry(node, kernel);
  if (node.failed())
    return {};
  return convolve(node, input, weight, bias, geometry, groups);
}

LogicalResult importConv(Node &node) {
  if (!checkSpatialRank(node, 3))
    return failure();
  Value input = node.value(0), weight = node.value(1), bias = node.value(2);
  return node.result(convolveByNode(node, input, 1, weight, bias));
}

/// The activation ONNX Runtime put behind a convolution, or null after an
/// error. Parameters stand in one list.
static Value activate(Node &node, Value x) {
  std::string name = node.stringAttribute("activation", "");
  std::vector<float> parameters = node.realsAttribute("activation_params");
  bool hasTwo = name == "Clip" || name == "HardSigmoid";
  size_t expected = hasTwo ? 2 : name == "LeakyRelu" ? 1 : 0;
  if (!node.failed() && parameters.size() != expected)
    node.error() << "attribute 'activation_params' has " << parameters.size()
                 << " entries, expected " << expected;
  if (node.failed() || name.empty())
    return x;
  if (name == "Relu")
    return node.create<ReluOp>(x);
  if (name == "Sigmoid")
    return node.create<SigmoidOp>(x);
  if (name == "Tanh")
    return node.create<TanhOp>(x);
  if (name == "LeakyRelu")
    return node.create<LeakyReluOp>(x, llvm::APFloat(parameters[0]));
  if (name == "HardSigmoid")
    return node.create<UnaryOp>("hard_sigmoid", x, parameters[0],
                                parameters[1]);
  if (name == "Clip" && parameters[0] <= parameters[1])
    return node.create<ClipOp>(
        x, ClampAttr::get(x.getContext(), parameters[0], parameters[1]));
  node.error() << "attribute 'activation' is '" << name
               << "'; accepted are Relu, Sigmoid, Tanh, LeakyRelu, HardSigmoid "
                  "and Clip with rising bounds";
  return {};
}

LogicalResult importFusedConv(Node &node) {
  if (!checkSpatialRank(node, 3))
    return failure();
  Value input = node.value(0), weight = node.value(1), bias = node.value(2);
  return node.result(
      activate(node, convolveByNode(node, input, 1, weight, bias)));
}

// Inputs: x, weight, their zero points; that of the weight one an output
// channel.
LogicalResult importConvInteger(Node &node) {
  if (!checkSpatialRank(node, 3))
    return failure();
  Value input = subtractZeroPoint(node, 0, 2, /*axis=*/0);
  Value weight = subtractZeroPoint(node, 1, 3, /*axis=*/0);
  return node.result(convolveByNode(node, input, 1, weight, Value()));
}

/// With parameters that are computed: sums of integers, then one
/// multiplication.
static LogicalResult importPlainQLinearConv(Node &node) {
  Value input = subtractZeroPoint(node, 0, 2, /*axis=*/0);
  Value weight = subtractZeroPoint(node, 3, 5, /*axis=*/0);
  Value sums = convolveByNode(node, input, 3, weight, node.any(8));
  return node.result(requantizePlain(node, sums, 1, 4, /*bAxis=*/1, 6));
}

// Inputs: x, its scale and zero point, weight, its scale and zero point, scale
// and zero point of the result, bias.
LogicalResult importQLinearConv(Node &node) {
  if (!checkSpatialRank(node, 3))
    return failure();
  if (!areConstant(node, {1, 2, 3, 4, 5, 6, 7, 8}))
    return importPlainQLinearConv(node);
  Value input = dequantizeInput(node, 0);
  std::optional<HostTensor> weight = quantizedConstant(node, 3, /*axis=*/0);
  if (node.failed())
    return failure();
  Value bias;
  if (node.hasInput(8))
    bias = node.materialize(quantizedBias(node, 8, 1, *weight));
  Value result =
      convolveByNode(node, input, 3, node.materialize(*weight), bias);
  return node.result(quantizeResult(node, result, 6));
}

} // namespace ecg
