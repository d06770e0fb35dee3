// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Operators that ONNX defines on plain integers, and the dynamic quantization
// that feeds them.

#include "IntegerArithmetic.h"
#include "Matrix.h"
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

// uint8 over the range of the input, which is made to contain 0: outputs are
// the integers, their scale and their zero point.
LogicalResult importDynamicQuantizeLinear(Node &node) {
  Value input = node.value(0);
  Value max = largest(node, input), low = largest(node, negate(node, input));
  if (node.failed())
    return failure();
  Type uint8 = IntegerType::get(input.getContext(), 8, IntegerType::Unsigned);
  Value scale = node.create<BinaryOp>(
      "div", node.create<AddOp>(max, low, ClampAttr()), node.number(255));
  Value zeroPoint =
      node.create<UnaryOp>("round", node.create<BinaryOp>("div", low, scale));
  Value rounded =
      node.create<UnaryOp>("round", node.create<BinaryOp>("div", input, scale));
  Value moved = node.create<AddOp>(rounded, zeroPoint, ClampAttr());
  node.setOutput(1, scale);
  node.setOutput(2, node.cast(zeroPoint, uint8));
  return node.result(node.cast(moved, uint8));
}

// Inputs: a, b and their zero points; those of a one a row, of b one a column.
LogicalResult importMatMulInteger(Node &node) {
  Value a = subtractZeroPoint(node, 0, 2, /*axis=*/-2);
  Value b = subtractZeroPoint(node, 1, 3, /*axis=*/-1);
  return node.result(multiplyMatrices(node, a, b));
}

} // namespace ecg
