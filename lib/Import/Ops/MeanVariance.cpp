// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// MeanVarianceNormalization, made of means.

#include "Ops.h"

using namespace mlir;

namespace ecg {

// (x - mean) / (deviation + 1e-9), as the function body in the specification.
LogicalResult importMeanVarianceNormalization(Node &node) {
  Shape axes = node.integersAttribute("axes", {0, 2, 3});
  for (int64_t &axis : axes)
    axis = node.normalizeAxis(axis, node.rank(0));
  llvm::sort(axes);
  Value x = node.value(0);
  auto mean = [&](Value value) {
    return node.create<ReduceOp>("mean", value, axes, true);
  };
  Value centred = node.create<BinaryOp>("sub", x, mean(x));
  Value variance = mean(node.create<MulOp>(centred, centred, ClampAttr()));
  Value deviation = node.create<UnaryOp>("sqrt", variance);
  Value divisor =
      node.create<AddOp>(deviation, node.number(1e-9f), ClampAttr());
  return node.result(node.create<BinaryOp>("div", centred, divisor));
}

} // namespace ecg
