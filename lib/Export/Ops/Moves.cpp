// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Layers that pick or repeat elements.

#include "Ops.h"

using namespace mlir;

namespace ecg {

namespace {

std::string writeSlice(SliceOp op, OnnxGraph &graph) {
  SmallVector<int64_t> ends, axes, steps;
  for (auto [d, size] : llvm::enumerate(op.getSizes())) {
    int64_t step = op.getStep(d), end = op.getStarts()[d] + size * step;
    // An end before the first element must not count from the back.
    ends.push_back(end < 0 ? -shapeOf(op.getInput())[d] - 1 : end);
    axes.push_back(static_cast<int64_t>(d));
    steps.push_back(step);
  }
  return graph.add("Slice",
                   {graph.real(op.getInput()),
                    graph.integers("starts", op.getStarts()),
                    graph.integers("ends", ends), graph.integers("axes", axes),
                    graph.integers("steps", steps)});
}

std::string writeExpand(ExpandOp op, OnnxGraph &graph) {
  return graph.add("Expand", {graph.real(op.getInput()),
                              graph.integers("shape", shapeOf(op))});
}

std::string writeGather(GatherOp op, OnnxGraph &graph) {
  return graph.add("Gather",
                   {graph.real(op.getInput()), graph.stored(op.getIndices())},
                   {{"axis", int64_t(op.getAxis())}});
}

std::string writeGatherNd(GatherNdOp op, OnnxGraph &graph) {
  return graph.add("GatherND",
                   {graph.real(op.getInput()), graph.stored(op.getIndices())},
                   {{"batch_dims", int64_t(op.getBatchDims())}});
}

std::string writeGatherElements(GatherElementsOp op, OnnxGraph &graph) {
  return graph.add("GatherElements",
                   {graph.real(op.getInput()), graph.stored(op.getIndices())},
                   {{"axis", int64_t(op.getAxis())}});
}

} // namespace

void attachMoveWriters(MLIRContext &context) {
  attachWriter<SliceOp, writeSlice>(context);
  attachWriter<ExpandOp, writeExpand>(context);
  attachWriter<GatherOp, writeGather>(context);
  attachWriter<GatherNdOp, writeGatherNd>(context);
  attachWriter<GatherElementsOp, writeGatherElements>(context);
}

} // namespace ecg
