// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// MeanVarianceNormalization, made of means.

#include "Moments.h"
#include "Ops.h"

using namespace mlir;

namespace ecg {

// (x - mean) / (deviation + 1e-9), as the function body in the specification.
LogicalResult importMeanVarianceNormalization(Node &node) {
  Shape axes = node.integersAttribute("axes", {0, 2, 3});
  for (int64_t &axis : axes)
    axis = node.normalizeAxis(axis, node.rank(0));
  llvm::sort(axes);
  Moments moments = momentsOf(node, node.value(0), axes);
  if (node.failed())
    return failure();
  Value divisor = node.create<AddOp>(deviation(node, moments, /*epsilon=*/0),
                                     node.number(1e-9f), ClampAttr());
  return node.result(node.create<BinaryOp>("div", moments.centred, divisor));
}

} // namespace ecg
