// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Layers that move elements.

#include "Ops.h"

using namespace mlir;

namespace ecg {

namespace {

std::string writeConcat(ConcatOp op, OnnxGraph &graph) {
  OnnxNames inputs;
  for (Value input : op.getInputs())
    inputs.push_back(graph.real(input));
  return graph.add("Concat", inputs, {{"axis", int64_t(op.getAxis())}});
}

std::string writeReshape(ReshapeOp op, OnnxGraph &graph) {
  return graph.add("Reshape", {graph.real(op.getInput()),
                               graph.integers("shape", shapeOf(op))});
}

std::string writeTranspose(TransposeOp op, OnnxGraph &graph) {
  return graph.add("Transpose", {graph.real(op.getInput())},
                   {{"perm", listOf(op.getPermutation())}});
}

std::string writePad(PadOp op, OnnxGraph &graph) {
  SmallVector<int64_t> pads(op.getLow());
  llvm::append_range(pads, op.getHigh());
  return graph.add("Pad",
                   {graph.real(op.getInput()), graph.integers("pads", pads),
                    graph.number("value", op.getValue().convertToFloat())});
}

} // namespace

void attachLayoutWriters(MLIRContext &context) {
  attachWriter<ConcatOp, writeConcat>(context);
  attachWriter<ReshapeOp, writeReshape>(context);
  attachWriter<TransposeOp, writeTranspose>(context);
  attachWriter<PadOp, writePad>(context);
}

} // namespace ecg
