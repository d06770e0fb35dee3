// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Matrix products: fully connected layers where the second factor is a constant
// matrix, otherwise products of two tensors.

#include "Layers.h"
#include "Ops.h"
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

/// A second factor of [1, 1, K, N] as [K, N], where the first has as many
/// dimensions anyway.
HostTensor withoutStack(const HostTensor &matrix, size_t rank) {
  llvm::ArrayRef<int64_t> shape = matrix.shape;
  if (shape.size() <= 2 || shape.size() > rank ||
      llvm::any_of(shape.drop_back(2), [](int64_t dim) { return dim != 1; }))
    return matrix;
  return matrix.reshaped(Shape(shape.take_back(2)));
}

/// The product of two computed tensors, either transposed.
Value createMatmul(Node &node, Value a, Value b, bool transposeA,
                   bool transposeB, float alpha) {
  auto order = [&](bool transposed) {
    return transposed && !node.failed()
               ? DenseI64ArrayAttr::get(node.getContext(), {1, 0})
               : DenseI64ArrayAttr();
  };
  return node.create<MatmulOp>(a, b, order(transposeA), order(transposeB),
                               DenseI64ArrayAttr(), llvm::APFloat(alpha));
}

/// The first factor, then the second, of a Gemm whose second is computed.
Value multiplyComputed(Node &node, bool transposeA, bool transposeB,
                       float alpha) {
  Type element = node.commonElementType();
  Value a = node.any(0, element), b = node.any(1, element);
  return createMatmul(node, a, b, transposeA, transposeB, alpha);
}

/// product + beta * input 2, where the node has one.
Value addScaled(Node &node, Value product, float beta) {
  if (!node.hasInput(2) || beta == 0 || !product)
    return product;
  auto type = cast<RankedTensorType>(product.getType());
  Value summand = node.any(2, type.getElementType());
  if (beta != 1.0f && type.getElementType().isF32())
    summand = node.create<MulOp>(summand, node.number(beta), ClampAttr());
  else if (beta != 1.0f)
    node.error() << "attribute 'beta' is " << beta
                 << "; accepted for other elements than float is 1";
  return node.create<AddOp>(product, summand, ClampAttr());
}

} // namespace

std::optional<HostTensor> asBias(const HostTensor &summand, int64_t columns) {
  bool oneRow = summand.size() == columns && !summand.shape.empty() &&
                summand.shape.back() == columns;
  if (oneRow)
    return summand.reshaped({columns});
  if (summand.size() != 1)
    return std::nullopt;
  return summand.gather({columns}, [](int64_t) { return 0; });
}

std::optional<HostTensor> asWeight(const HostTensor &factor, size_t rank) {
  HostTensor matrix = withoutStack(factor, rank);
  if (matrix.shape.size() == 2)
    return matrix.transposed({1, 0});
  if (matrix.shape.size() == 1)
    return matrix.reshaped({1, matrix.shape.front()});
  return std::nullopt;
}

Value multiplyByWeight(Node &node, Value input, Value weight, bool byVector) {
  Value product = node.create<LinearOp>(input, weight, Value(), ClampAttr());
  if (!product || !byVector)
    return product;
  auto type = cast<RankedTensorType>(product.getType());
  return node.reshape(product, type.getShape().drop_back());
}

/// What two factors of any rank have in common: matrices of which a vector is
/// one row or one column, and the shape of the product without that.
Value multiplyMatrices(Node &node, Value a, Value b) {
  if (node.failed())
    return {};
  auto first = cast<RankedTensorType>(a.getType());
  auto second = cast<RankedTensorType>(b.getType());
  bool aIsVector = first.getRank() == 1, bIsVector = second.getRank() == 1;
  if (aIsVector)
    a = node.reshape(a, {1, first.getDimSize(0)});
  if (bIsVector)
    b = node.reshape(b, {second.getDimSize(0), 1});
  Value product = createMatmul(node, a, b, /*transposeA=*/false,
                               /*transposeB=*/false, 1.0f);
  if (!product || (!aIsVector && !bIsVector))
    return product;
  Shape shape(cast<RankedTensorType>(product.getType()).getShape());
  if (bIsVector)
    shape.pop_back();
  if (aIsVector)
    shape.erase(shape.end() - (bIsVector ? 1 : 2));
  return node.reshape(product, shape);
}

LogicalResult importGemm(Node &node) {
  float alpha = node.realAttribute("alpha", 1);
  float beta = node.realAttribute("beta", 1);
  bool transposeA = node.integerAttribute("transA", 0);
  bool transposeB = node.integerAttribute("transB", 0);
  const HostTensor *matrix = node.constant(1);
  if (node.opset() < 7)
    node.ignoreAttribute("broadcast"); // shapes say the same
  if (node.failed())
    return failure();
  if (node.rank(0) != 2 || node.rank(1) != 2)
    return node.error() << "matrices have shapes " << formatShape(node.shape(0))
                        << " and " << formatShape(node.shape(1))
                        << ", expected rank 2";
  if (!matrix || !matrix->isReal())
    return node.result(addScaled(
        node, multiplyComputed(node, transposeA, transposeB, alpha), beta));
  Value input = node.value(0);
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
  return node.result(bias ? product : addScaled(node, product, beta));
}

LogicalResult importMatMul(Node &node) {
  const HostTensor *factor = node.constant(1);
  Type element = node.commonElementType();
  if (node.failed())
    return failure();
  for (unsigned i : {0, 1})
    if (node.rank(i) == 0)
      return node.error() << "input " << i << " is a scalar, expected a matrix";
  auto weight = factor && element.isF32() ? asWeight(*factor, node.rank(0))
                                          : std::nullopt;
  if (!weight) {
    Value a = node.any(0, element), b = node.any(1, element);
    return node.result(multiplyMatrices(node, a, b));
  }
  Value input = node.value(0), matrix = node.materialize(*weight);
  return node.result(multiplyByWeight(node, input, matrix, node.rank(1) == 1));
}

} // namespace ecg
