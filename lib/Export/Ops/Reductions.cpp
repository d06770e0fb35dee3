// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Layers that make one element of many along dimensions, or order them.

#include "Ops.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;

namespace ecg {

namespace {

/// ReduceLogSumExp of log_sum_exp.
std::string writeReduce(ReduceOp op, OnnxGraph &graph) {
  std::string opType =
      "Reduce" + llvm::convertToCamelFromSnakeCase(op.getFunction(), true);
  OnnxNames inputs = {graph.real(op.getInput())};
  OnnxAttributes attributes = {{"keepdims", int64_t(op.getKeepDims())}};
  // In opset 17 ReduceSum has its axes as an input, the others as attribute.
  if (op.getFunction() == "sum")
    inputs.push_back(graph.integers("axes", op.getAxes()));
  else
    attributes.push_back({"axes", listOf(op.getAxes())});
  return graph.add(opType, inputs, attributes);
}

std::string writeArg(ArgOp op, OnnxGraph &graph) {
  return graph.add(op.getFunction() == "max" ? "ArgMax" : "ArgMin",
                   {graph.real(op.getInput())},
                   {{"axis", int64_t(op.getAxis())},
                    {"keepdims", int64_t(op.getKeepDims())},
                    {"select_last_index", int64_t(op.getLast())}});
}

OnnxNames writeTopK(TopKOp op, OnnxGraph &graph) {
  return graph.addMany("TopK",
                       {graph.real(op.getInput()),
                        graph.integers("k", static_cast<int64_t>(op.getK()))},
                       {{"axis", int64_t(op.getAxis())},
                        {"largest", int64_t(!op.getSmallest())}},
                       2);
}

std::string writeCumSum(CumSumOp op, OnnxGraph &graph) {
  return graph.add("CumSum",
                   {graph.real(op.getInput()),
                    graph.integers("axis", static_cast<int64_t>(op.getAxis()))},
                   {{"exclusive", int64_t(op.getExclusive())},
                    {"reverse", int64_t(op.getReverse())}});
}

} // namespace

void attachReductionWriters(MLIRContext &context) {
  attachWriter<ReduceOp, writeReduce>(context);
  attachWriter<ArgOp, writeArg>(context);
  attachWriter<TopKOp, writeTopK>(context);
  attachWriter<CumSumOp, writeCumSum>(context);
}

} // namespace ecg
