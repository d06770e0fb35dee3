// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Matrix products of integers: of ONNX, and those ONNX Runtime writes (domain
// com.microsoft). Where all parameters are known they are linear layers between
// dequantize and quantize, otherwise arithmetic on plain integers.

#include "IntegerArithmetic.h"
#include "Layers.h"
#include "Ops.h"
#include "Quantization.h"
#include "ecg/IR/Shapes.h"

using namespace mlir;

namespace ecg {

// Inputs: a, b and their zero points; those of a one a row, of b one a column.
LogicalResult importMatMulInteger(Node &node) {
  Value a = subtractZeroPoint(node, 0, 2, /*axis=*/-2);
  Value b = subtractZeroPoint(node, 1, 3, /*axis=*/-1);
  return node.result(multiplyMatrices(node, a, b));
}

/// With parameters that are computed: sums of integers, then one
/// multiplication.
static LogicalResult importPlainQLinearMatMul(Node &node) {
  Value a = subtractZeroPoint(node, 0, 2, /*axis=*/-2);
  Value b = subtractZeroPoint(node, 3, 5, /*axis=*/-1);
  Value sums = multiplyMatrices(node, a, b);
  return node.result(requantizePlain(node, sums, 1, 4, /*bAxis=*/-1, 6));
}

// Inputs: a, its scale and zero point, b, its scale and zero point, scale and
// zero point of the result.
LogicalResult importQLinearMatMul(Node &node) {
  if (!areConstant(node, {1, 2, 4, 5, 6, 7}))
    return importPlainQLinearMatMul(node);
  Value input = dequantizeInput(node, 0);
  if (!node.constant(3)) {
    Value b = dequantizeInput(node, 3);
    Value product = multiplyMatrices(node, input, b);
    return node.result(quantizeResult(node, product, 6));
  }
  std::optional<HostTensor> matrix = quantizedConstant(node, 3, /*axis=*/-1);
  if (!matrix)
    return failure();
  std::optional<HostTensor> weight = asWeight(*matrix, node.rank(0));
  if (!weight)
    return node.error() << "second factor has shape ["
                        << formatShape(matrix->shape)
                        << "]; accepted are a constant matrix and a constant "
                           "vector";
  Value product = multiplyByWeight(node, input, node.materialize(*weight),
                                   node.rank(3) == 1);
  return node.result(quantizeResult(node, product, 6));
}

/// Sums of products of integers times both scales, plus the float bias in
/// input `bias` where there is one. The scale of b may be one a column.
static Value scaleSums(Node &node, Value sums, Value aScale, unsigned bScale,
                       unsigned bias) {
  if (node.failed())
    return {};
  auto type = cast<RankedTensorType>(sums.getType());
  Value columns = alongAxis(node, node.value(bScale), -1, type.getRank());
  Value real = node.cast(sums, Float32Type::get(node.getContext()));
  Value result = node.create<MulOp>(
      real, node.create<MulOp>(aScale, columns, ClampAttr()), ClampAttr());
  if (!node.hasInput(bias))
    return result;
  return node.create<AddOp>(result, node.value(bias), ClampAttr());
}

// Inputs: a, b, their scales, their zero points, bias.
LogicalResult importMatMulIntegerToFloat(Node &node) {
  Value a = subtractZeroPoint(node, 0, 4, /*axis=*/-2);
  Value b = subtractZeroPoint(node, 1, 5, /*axis=*/-1);
  Value sums = multiplyMatrices(node, a, b);
  return node.result(scaleSums(node, sums, node.value(2), 3, 6));
}

// Inputs: a in float, b, its scale and zero point, bias.
LogicalResult importDynamicQuantizeMatMul(Node &node) {
  DynamicallyQuantized a = quantizeDynamically(node, node.value(0));
  Type wide = IntegerType::get(node.getContext(), 32);
  Value centered = node.create<BinaryOp>("sub", node.cast(a.integers, wide),
                                         node.cast(a.zeroPoint, wide));
  Value b = subtractZeroPoint(node, 1, 3, /*axis=*/-1);
  Value sums = multiplyMatrices(node, centered, b);
  return node.result(scaleSums(node, sums, a.scale, 2, 4));
}

/// The second factor of a QGemm, alpha included, as weight of a linear layer.
static std::optional<HostTensor> readGemmWeight(Node &node) {
  float alpha = node.realAttribute("alpha", 1);
  bool transposed = node.integerAttribute("transB", 0);
  for (unsigned i : {0, 3})
    if (!node.failed() && node.rank(i) != 2)
      node.error() << "matrix (input " << i << ") has shape "
                   << formatShape(node.shape(i)) << ", expected rank 2";
  if (!node.failed() && !(alpha > 0))
    node.error() << "attribute 'alpha' is " << alpha << ", expected above 0";
  if (node.failed())
    return std::nullopt;
  auto matrix = quantizedConstant(node, 3, /*axis=*/transposed ? 0 : 1);
  if (!matrix)
    return std::nullopt;
  for (float &scale : matrix->quantization->scales)
    scale *= alpha;
  return transposed ? *matrix : matrix->transposed({1, 0});
}

// Inputs: a, its scale and zero point, b, its scale and zero point, an int32
// bias in units of alpha and both scales, scale and zero point of the result,
// which is float without them.
LogicalResult importQGemm(Node &node) {
  bool transposed = node.integerAttribute("transA", 0);
  std::optional<HostTensor> weight = readGemmWeight(node);
  Value a = dequantizeInput(node, 0), bias;
  if (transposed)
    a = node.create<TransposeOp>(a, llvm::ArrayRef<int64_t>{1, 0});
  if (node.failed())
    return failure();
  if (node.hasInput(6)) {
    auto row = asBias(quantizedBias(node, 6, 1, *weight), weight->shape[0]);
    if (!row && !node.failed())
      node.error() << "bias differs from row to row";
    bias = node.failed() ? Value() : node.materialize(*row);
  }
  Value product =
      node.create<LinearOp>(a, node.materialize(*weight), bias, ClampAttr());
  return node.result(node.hasInput(7) ? quantizeResult(node, product, 7)
                                      : product);
}

} // namespace ecg
