// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Matrix products with a constant matrix: fully connected layers.

#include "Ops.h"
#include "ecg/IR/Shapes.h"

using namespace mlir;

namespace ecg {

namespace {

/// `tensor` with every number multiplied by `factor`.
HostTensor scaled(const HostTensor &tensor, float factor) {
  if (factor == 1.0f)
    return tensor;
  HostTensor result = HostTensor::ofReals(tensor.shape, tensor.toReals());
  result.name = tensor.name;
  for (float &real : result.reals)
    real *= factor;
  return result;
}

/// A summand of a matrix with `columns` columns as one number a column, or
/// nothing when it differs from row to row.
std::optional<HostTensor> asBias(const HostTensor &summand, int64_t columns) {
  if (summand.size() != columns && summand.size() != 1)
    return std::nullopt;
  if (!summand.shape.empty() && summand.shape.back() != columns &&
      summand.size() != 1)
    return std::nullopt;
  if (summand.size() == columns)
    return summand.reshaped({columns});
  return summand.gather({columns}, [](int64_t) { return 0; });
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
  if (!matrix->isReal())
    return node.error() << "matrix B is of type "
                        << elementName(matrix->element) << ", expected float";
  if (transposeA)
    input = node.create<TransposeOp>(input, llvm::ArrayRef<int64_t>{1, 0});
  HostTensor weight =
      scaled(transposeB ? *matrix : matrix->transposed({1, 0}), alpha);

  std::optional<HostTensor> bias;
  if (const HostTensor *summand = node.constant(2);
      summand && summand->isReal())
    bias = asBias(scaled(*summand, beta), weight.shape[0]);
  Value product = node.create<LinearOp>(
      input, node.materialize(weight), bias ? node.materialize(*bias) : Value(),
      ClampAttr());
  if (bias || !node.hasInput(2))
    return node.result(product);
  Value summand = node.value(2);
  if (beta != 1.0f)
    summand = node.create<MulOp>(
        summand, node.materialize(HostTensor::ofReals({}, {beta})),
        ClampAttr());
  return node.result(node.create<AddOp>(product, summand, ClampAttr()));
}

} // namespace ecg
