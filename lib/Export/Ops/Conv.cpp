// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Convolutions.

#include "Ops.h"

using namespace mlir;

namespace ecg {

namespace {

template <typename Op>
std::string writeConv(Op op, OnnxGraph &graph, ArrayRef<int64_t> strides,
                      ArrayRef<int64_t> dilations) {
  std::string result = graph.add(
      "Conv",
      {graph.real(op.getInput()), graph.real(op.getWeight()),
       graph.real(op.getBias())},
      {{"kernel_shape", listOf(shapeOf(op.getWeight()).drop_front(2))},
       {"strides", listOf(strides)},
       {"pads", listOf(op.getPads())},
       {"dilations", listOf(dilations)},
       {"group", int64_t(op.getGroups())}});
  return limited(graph, result, op.getClamp());
}

std::string writeConv1d(Conv1dOp op, OnnxGraph &graph) {
  return writeConv(op, graph, {int64_t(op.getStride())},
                   {int64_t(op.getDilation())});
}

std::string writeConv2d(Conv2dOp op, OnnxGraph &graph) {
  return writeConv(op, graph, op.getStrides(), op.getDilations());
}

std::string writeConv3d(Conv3dOp op, OnnxGraph &graph) {
  return writeConv(op, graph, op.getStrides(), op.getDilations());
}

} // namespace

void attachConvWriters(MLIRContext &context) {
  attachWriter<Conv1dOp, writeConv1d>(context);
  attachWriter<Conv2dOp, writeConv2d>(context);
  attachWriter<Conv3dOp, writeConv3d>(context);
}

} // namespace ecg
