// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Quantized operators of ONNX Runtime (domain com.microsoft): the float layer
// between dequantize and quantize, which ecg-fold-qdq makes integer. A tensor
// is followed by its scale and zero point. Products of matrices are in
// QuantizedLinear.cpp.

#include "Layers.h"
#include "Ops.h"
#include "Quantization.h"

using namespace mlir;

namespace ecg {

/// Windows over channels-last tensors are refused.
static bool checkChannelsFirst(Node &node) {
  if (!node.integerAttribute("channels_last", 0))
    return true;
  node.error() << "attribute 'channels_last' is 1; accepted is 0";
  return false;
}

LogicalResult importQLinearAdd(Node &node) {
  Value a = dequantizeInput(node, 0), b = dequantizeInput(node, 3);
  return node.result(
      quantizeResult(node, node.create<AddOp>(a, b, ClampAttr()), 6));
}

LogicalResult importQLinearMul(Node &node) {
  Value a = dequantizeInput(node, 0), b = dequantizeInput(node, 3);
  return node.result(
      quantizeResult(node, node.create<MulOp>(a, b, ClampAttr()), 6));
}

LogicalResult importQLinearSigmoid(Node &node) {
  Value x = dequantizeInput(node, 0);
  return node.result(quantizeResult(node, node.create<SigmoidOp>(x), 3));
}

LogicalResult importQLinearLeakyRelu(Node &node) {
  llvm::APFloat alpha(node.realAttribute("alpha", 0.01f));
  Value x = dequantizeInput(node, 0);
  return node.result(
      quantizeResult(node, node.create<LeakyReluOp>(x, alpha), 3));
}

// `opset` is that of the Softmax it was.
LogicalResult importQLinearSoftmax(Node &node) {
  int64_t opset = node.requireInteger("opset");
  Value x = dequantizeInput(node, 0);
  return node.result(quantizeResult(node, softmax(node, x, opset), 3));
}

LogicalResult importQLinearAveragePool(Node &node) {
  if (!checkChannelsFirst(node))
    return failure();
  Value x = dequantizeInput(node, 0);
  return node.result(quantizeResult(node, averagePool(node, x), 3));
}

LogicalResult importQLinearGlobalAveragePool(Node &node) {
  if (!checkChannelsFirst(node) || !checkSpatialRank(node, 4))
    return failure();
  Value x = dequantizeInput(node, 0);
  return node.result(quantizeResult(node, node.create<GlobalAvgPoolOp>(x), 3));
}

// Scale and zero point of the result come first, then three a tensor.
LogicalResult importQLinearConcat(Node &node) {
  if (node.numInputs() % 3 != 2)
    return node.error() << "has " << node.numInputs()
                        << " inputs, expected 2 and 3 a tensor";
  int64_t axis = node.requireInteger("axis");
  if (!node.failed())
    axis = node.normalizeAxis(axis, node.rank(2));
  llvm::SmallVector<Value> tensors;
  for (unsigned i = 2; i < node.numInputs(); i += 3)
    tensors.push_back(dequantizeInput(node, i));
  return node.result(
      quantizeResult(node, node.create<ConcatOp>(tensors, axis), 0));
}

} // namespace ecg
