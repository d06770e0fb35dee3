// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Matrix products with a constant matrix: fully connected layers.

#include "Ops.h"
#include "Quantization.h"
#include "ecg/IR/Shapes.h"

using namespace mlir;

namespace ecg {

namespace {

/// `tensor` with every number multiplied by `factor`.
HostTensor scaled(const HostTensor &tensor, float factor) {
  if (factor == 1.0f)
    return tensor;
  HostTensor result = tensor.withReals();
  for (float &real : result.reals)
    real *= factor;
  return result;
}

/// A summand of a matrix with `columns` columns as one number a column, or
/// nothing when it differs from row to row.
std::optional<HostTensor> asBias(const HostTensor &summand, int64_t columns) {
  bool oneRow = summand.size() == columns && !summand.shape.empty() &&
                summand.shape.back() == columns;
  if (oneRow)
    return summand.reshaped({columns});
  if (summand.size() != 1)
    return std::nullopt;
  return summand.gather({columns}, [](int64_t) { return 0; });
}

/// The constant second factor of a product, [K, N] or [K], as weight of a
/// linear layer, [N, K]. Nothing on failure.
std::optional<HostTensor> asWeight(Node &node, const HostTensor *matrix) {
  if (!matrix)
    return std::nullopt;
  if (matrix->shape.size() == 2)
    return matrix->transposed({1, 0});
  if (matrix->shape.size() == 1)
    return matrix->reshaped({1, matrix->shape.front()});
  node.error() << "second factor has shape [" << formatShape(matrix->shape)
               << "]; accepted are a constant matrix and a constant vector";
  return std::nullopt;
}

/// x * weight; a vector as second factor leaves no last dimension.
Value multiply(Node &node, Value input, Value weight, bool byVector) {
  Value product = node.create<LinearOp>(input, weight, Value(), ClampAttr());
  if (!product || !byVector)
    return product;
  auto type = cast<RankedTensorType>(product.getType());
  return node.reshape(product, type.getShape().drop_back());
}

} // namespace

LogicalResult importGemm(Node &node) {
  float alpha = node.realAttribute("alpha", 1);
  float beta = node.realAttribute("beta", 1);
  bool transposeA = node.integerAttribute("transA", 0);
  bool transposeB = node.integerAttribute("transB", 0);
  const HostTensor *matrix = node.requireConstant(1, "matrix B");
  Value input = node.value(0);
  if (node.opset() < 7)
    node.ignoreAttribute("broadcast"); // shapes say the same
  if (node.failed())
    return failure();
  if (node.rank(0) != 2 || node.rank(1) != 2)
    return node.error() << "matrices have shapes " << formatShape(node.shape(0))
                        << " and " << formatShape(node.shape(1))
                        << ", expected rank 2";
  if (transposeA)
    input = node.create<TransposeOp>(input, llvm::ArrayRef<int64_t>{1, 0});
  HostTensor weight =
      scaled(transposeB ? *matrix : matrix->transposed({1, 0}), alpha);

  std::optional<HostTensor> bias;
  if (const HostTensor *summand = node.constant(2))
    bias = asBias(scaled(*summand, beta), weight.shape[0]);
  Value product = node.create<LinearOp>(
      input, node.materialize(weight), bias ? node.materialize(*bias) : Value(),
      ClampAttr());
  if (bias || !node.hasInput(2))
    return node.result(product);
  Value summand = node.value(2);
  if (beta != 1.0f)
    summand = node.create<MulOp>(summand, node.number(beta), ClampAttr());
  return node.result(node.create<AddOp>(product, summand, ClampAttr()));
}

LogicalResult importMatMul(Node &node) {
  std::optional<HostTensor> weight =
      asWeight(node, node.requireConstant(1, "second factor"));
  if (!weight)
    return failure();
  Value input = node.value(0), factor = node.materialize(*weight);
  return node.result(multiply(node, input, factor, node.rank(1) == 1));
}

// Inputs: a, its scale and zero point, b, its scale and zero point, scale and
// zero point of the result.
LogicalResult importQLinearMatMul(Node &node) {
  Value input = dequantizeInput(node, 0);
  std::optional<HostTensor> matrix = quantizedConstant(node, 3, /*axis=*/-1);
  std::optional<HostTensor> weight =
      asWeight(node, matrix ? &*matrix : nullptr);
  if (!weight)
    return failure();
  Value product =
      multiply(node, input, node.materialize(*weight), node.rank(3) == 1);
  return node.result(quantizeResult(node, product, 6));
}

} // namespace ecg
