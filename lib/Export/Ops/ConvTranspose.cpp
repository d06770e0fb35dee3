// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Transposed convolutions.

#include "Ops.h"

using namespace mlir;

namespace ecg {

namespace {

/// The weight with input channels first, as ConvTranspose has it:
/// `groups x O/groups x C/groups x K` with the middle two exchanged.
std::string weightOf(ConvTransposeOp op, OnnxGraph &graph) {
  ArrayRef<int64_t> shape = shapeOf(op.getWeight());
  int64_t groups = op.getGroups();
  std::vector<int64_t> split = {groups, shape[0] / groups, shape[1]};
  std::vector<int64_t> merged = {groups * shape[1], shape[0] / groups};
  std::vector<int64_t> order = {0, 2, 1};
  for (auto [dim, size] : llvm::enumerate(shape.drop_front(2))) {
    split.push_back(size);
    merged.push_back(size);
    order.push_back(static_cast<int64_t>(dim) + 3);
  }
  std::string name = graph.addPart(
      "Reshape", {graph.real(op.getWeight()), graph.integers("split", split)});
  name = graph.addPart("Transpose", {name}, {{"perm", order}});
  return graph.addPart("Reshape", {name, graph.integers("merged", merged)});
}

std::string writeConvTranspose(ConvTransposeOp op, OnnxGraph &graph) {
  OnnxNames inputs = {graph.real(op.getInput()), weightOf(op, graph),
                      graph.real(op.getBias())};
  std::string y = graph.add(
      "ConvTranspose", inputs,
      {{"kernel_shape", listOf(shapeOf(op.getWeight()).drop_front(2))},
       {"strides", listOf(op.getStrides())},
       {"pads", listOf(op.getPads())},
       {"dilations", listOf(op.getDilations())},
       {"output_padding", listOf(op.getOutputPadding())},
       {"group", int64_t(op.getGroups())}});
  return limited(graph, y, op.getClamp());
}

} // namespace

void attachConvTransposeWriters(MLIRContext &context) {
  attachWriter<ConvTransposeOp, writeConvTranspose>(context);
}

} // namespace ecg
