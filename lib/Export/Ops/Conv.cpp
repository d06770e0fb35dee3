// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Convolutions.

#include "../OnnxTypes.h"
#include "Ops.h"

using namespace mlir;

namespace ecg {

namespace {

/// ONNX convolves real numbers only. Integers of 32 bits and sums of their
/// products below 2^53 are exact in double.
std::string asReal(OnnxGraph &graph, Value value) {
  std::string name = graph.real(value);
  if (name.empty() || !isa<IntegerType>(elementOf(value)))
    return name;
  Type real = Float64Type::get(value.getContext());
  return graph.addPart("Cast", {name}, {{"to", int64_t(onnxDataType(real))}});
}

template <typename Op>
std::string writeConv(Op op, OnnxGraph &graph, ArrayRef<int64_t> strides,
                      ArrayRef<int64_t> dilations) {
  OnnxNames inputs = {asReal(graph, op.getInput()),
                      asReal(graph, op.getWeight()),
                      asReal(graph, op.getBias())};
  OnnxAttributes attributes = {
      {"kernel_shape", listOf(shapeOf(op.getWeight()).drop_front(2))},
      {"strides", listOf(strides)},
      {"pads", listOf(op.getPads())},
      {"dilations", listOf(dilations)},
      {"group", int64_t(op.getGroups())}};
  if (!isa<IntegerType>(elementOf(op)))
    return limited(graph, graph.add("Conv", inputs, attributes), op.getClamp());
  return graph.add("Cast", {graph.addPart("Conv", inputs, attributes)},
                   {{"to", int64_t(onnxDataType(elementOf(op)))}});
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
