// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Products of computed tensors and layer norm.

#include "Ops.h"

using namespace mlir;

namespace ecg {

namespace {

std::string permuted(OnnxGraph &graph, std::string name,
                     std::optional<ArrayRef<int64_t>> order) {
  if (!order)
    return name;
  return graph.addPart("Transpose", {name}, {{"perm", listOf(*order)}});
}

std::string writeMatmul(MatmulOp op, OnnxGraph &graph) {
  OnnxNames factors = {
      permuted(graph, graph.real(op.getLhs()), op.getLhsPermutation()),
      permuted(graph, graph.real(op.getRhs()), op.getRhsPermutation())};
  std::string product = graph.add("MatMul", factors);
  float alpha = op.getAlpha().convertToFloat();
  if (alpha != 1)
    product = graph.addPart(
        "Mul", {product, graph.number("alpha", alpha, realElementOf(op))});
  return permuted(graph, product, op.getResultPermutation());
}

/// LayerNormalization is about the last dimensions: others are moved there.
struct LastDimensions {
  std::vector<int64_t> order, inverse;
  bool moves;

  LastDimensions(int64_t rank, ArrayRef<int64_t> axes) {
    for (int64_t dim = 0; dim < rank; ++dim)
      if (!llvm::is_contained(axes, dim))
        order.push_back(dim);
    llvm::append_range(order, axes);
    inverse.resize(rank);
    for (auto [to, from] : llvm::enumerate(order))
      inverse[from] = static_cast<int64_t>(to);
    moves = !llvm::is_sorted(order);
  }
};

std::string writeLayerNorm(LayerNormOp op, OnnxGraph &graph) {
  ArrayRef<int64_t> shape = shapeOf(op.getInput()), axes = op.getAxes();
  LastDimensions last(static_cast<int64_t>(shape.size()), axes);
  auto parameter = [&](Value vector) {
    std::string name = graph.real(vector);
    if (axes.size() == 1)
      return name;
    return graph.addPart(
        "Reshape", {name, graph.integers("axes_shape",
                                         shape.slice(axes[0], axes.size()))});
  };
  std::string x = graph.real(op.getInput());
  if (last.moves)
    x = permuted(graph, x, ArrayRef(last.order));
  OnnxNames inputs = {x, parameter(op.getScale()), parameter(op.getShift())};
  std::string y = graph.add("LayerNormalization", inputs,
                            {{"axis", -static_cast<int64_t>(axes.size())},
                             {"epsilon", op.getEpsilon().convertToFloat()}});
  return last.moves ? permuted(graph, y, ArrayRef(last.inverse)) : y;
}

} // namespace

void attachTransformerWriters(MLIRContext &context) {
  attachWriter<MatmulOp, writeMatmul>(context);
  attachWriter<LayerNormOp, writeLayerNorm>(context);
}

} // namespace ecg
