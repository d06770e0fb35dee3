// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Pools.

#include "Ops.h"
#include "ecg/IR/Windows.h"

using namespace mlir;

namespace ecg {

namespace {

/// Whether a last window hangs over the end. Where none does, ceil_mode is left
/// out: tools differ in whether a window may start in the padding.
bool hangsOver(Windows windows, ArrayRef<int64_t> in, ArrayRef<int64_t> out) {
  for (auto [window, from, to] : llvm::zip_equal(windows, in, out)) {
    window.ceilMode = false;
    if (window.countOver(from) != to)
      return true;
  }
  return false;
}

template <typename Op> OnnxAttributes poolAttributes(Op op) {
  OnnxAttributes attributes = {{"kernel_shape", listOf(op.getKernel())},
                               {"strides", listOf(op.getStrides())}};
  if (op.getPads())
    attributes.push_back({"pads", listOf(*op.getPads())});
  if (hangsOver(getWindows(op), shapeOf(op.getInput()).drop_front(2),
                shapeOf(op).drop_front(2)))
    attributes.push_back({"ceil_mode", int64_t(1)});
  return attributes;
}

std::string writeMaxPool(MaxPoolOp op, OnnxGraph &graph) {
  OnnxAttributes attributes = poolAttributes(op);
  if (op.getDilations())
    attributes.push_back({"dilations", listOf(*op.getDilations())});
  return graph.add("MaxPool", {graph.real(op.getInput())}, attributes);
}

/// The second output of a MaxPool whose first nobody uses.
std::string writeMaxPoolIndices(MaxPoolIndicesOp op, OnnxGraph &graph) {
  OnnxAttributes attributes = poolAttributes(op);
  if (op.getDilations())
    attributes.push_back({"dilations", listOf(*op.getDilations())});
  attributes.push_back({"storage_order", int64_t(op.getColumnMajor())});
  return graph.addMany("MaxPool", {graph.real(op.getInput())}, attributes, 2)
      .back();
}

std::string writeAvgPool(AvgPoolOp op, OnnxGraph &graph) {
  OnnxAttributes attributes = poolAttributes(op);
  if (op.getCountIncludePad())
    attributes.push_back({"count_include_pad", int64_t(1)});
  return graph.add("AveragePool", {graph.real(op.getInput())}, attributes);
}

std::string writeGlobalAvgPool(GlobalAvgPoolOp op, OnnxGraph &graph) {
  return graph.add("GlobalAveragePool", {graph.real(op.getInput())});
}

} // namespace

void attachPoolWriters(MLIRContext &context) {
  attachWriter<MaxPoolOp, writeMaxPool>(context);
  attachWriter<MaxPoolIndicesOp, writeMaxPoolIndices>(context);
  attachWriter<AvgPoolOp, writeAvgPool>(context);
  attachWriter<GlobalAvgPoolOp, writeGlobalAvgPool>(context);
}

} // namespace ecg
