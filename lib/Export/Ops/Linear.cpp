// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Fully connected layers: Gemm for matrices, MatMul and Add for other ranks.

#include "Ops.h"

using namespace mlir;

namespace ecg {

namespace {

std::string writeProduct(LinearOp op, OnnxGraph &graph) {
  std::string x = graph.real(op.getInput()), bias = graph.real(op.getBias());
  if (shapeOf(op.getInput()).size() == 2)
    return graph.add("Gemm", {x, graph.real(op.getWeight()), bias},
                     {{"transB", int64_t(1)}});
  OnnxNames factors = {x, graph.transposed(op.getWeight())};
  if (bias.empty())
    return graph.add("MatMul", factors);
  return graph.add("Add", {graph.addPart("MatMul", factors), bias});
}

std::string writeLinear(LinearOp op, OnnxGraph &graph) {
  return limited(graph, writeProduct(op, graph), op.getClamp());
}

} // namespace

void attachLinearWriters(MLIRContext &context) {
  attachWriter<LinearOp, writeLinear>(context);
}

} // namespace ecg
