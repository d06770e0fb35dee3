// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Quantization by the range of the tensor itself, which feeds operators on
// plain integers.

#include "Layers.h"
#include "Ops.h"

using namespace mlir;

namespace ecg {

namespace {

Value negate(Node &node, Value value) {
  return node.create<MulOp>(value, node.number(-1), ClampAttr());
}

/// The largest of 0 and all elements, a scalar.
Value largest(Node &node, Value input) {
  if (node.failed())
    return {};
  int64_t count = cast<RankedTensorType>(input.getType()).getNumElements();
  Value pooled = node.create<MaxPoolOp>(
      node.reshape(input, {1, 1, count}), Shape{count}, Shape{1},
      DenseI64ArrayAttr(), DenseI64ArrayAttr());
  return node.create<ReluOp>(node.reshape(pooled, {}));
}

} // namespace

// The range is made to contain 0. Where it is nothing but 0 any scale will do.
DynamicallyQuantized quantizeDynamically(Node &node, Value input) {
  Value max = largest(node, input), low = largest(node, negate(node, input));
  if (node.failed())
    return {};
  Type uint8 = IntegerType::get(input.getContext(), 8, IntegerType::Unsigned);
  Value range = node.create<BinaryOp>(
      "div", node.create<AddOp>(max, low, ClampAttr()), node.number(255));
  Value isEmpty = node.create<CompareOp>("equal", range, node.number(0));
  Value scale = node.create<SelectOp>(isEmpty, node.number(1), range);
  Value zeroPoint =
      node.create<UnaryOp>("round", node.create<BinaryOp>("div", low, scale));
  Value rounded =
      node.create<UnaryOp>("round", node.create<BinaryOp>("div", input, scale));
  Value moved = node.create<AddOp>(rounded, zeroPoint, ClampAttr());
  return {node.cast(moved, uint8), scale, node.cast(zeroPoint, uint8)};
}

// Outputs are the integers, their scale and their zero point.
LogicalResult importDynamicQuantizeLinear(Node &node) {
  DynamicallyQuantized quantized = quantizeDynamically(node, node.value(0));
  node.setOutput(1, quantized.scale);
  node.setOutput(2, quantized.zeroPoint);
  return node.result(quantized.integers);
}

} // namespace ecg
