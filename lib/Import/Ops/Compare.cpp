// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Comparison, selection and conversion: operators whose result has another
// element type than an input.

#include "../TensorProto.h"
#include "Ops.h"
#include <limits>

using namespace mlir;

namespace ecg {

LogicalResult importCompare(Node &node) {
  Type element = node.computeType();
  return node.result(node.create<CompareOp>(
      node.function(), node.operand(0, element), node.operand(1, element)));
}

// NaN alone differs from itself.
LogicalResult importIsNaN(Node &node) {
  Value input = node.operand(0, node.computeType());
  return node.result(node.create<CompareOp>("not_equal", input, input));
}

LogicalResult importIsInf(Node &node) {
  bool negative = node.integerAttribute("detect_negative", 1);
  bool positive = node.integerAttribute("detect_positive", 1);
  constexpr float infinity = std::numeric_limits<float>::infinity();
  Type element = node.computeType();
  Value input = node.operand(0, element);
  if (negative && positive)
    input = node.create<UnaryOp>("abs", input);
  Value bound = node.number(positive ? infinity : -infinity, element);
  Value found = node.create<CompareOp>("equal", input, bound);
  if (negative || positive)
    return node.result(found);
  return node.result(node.create<BinaryOp>("xor", found, found));
}

LogicalResult importWhere(Node &node) {
  Type element = node.commonElementType(1);
  return node.result(node.create<SelectOp>(node.any(0), node.any(1, element),
                                           node.any(2, element)));
}

LogicalResult importCast(Node &node) {
  int64_t type = node.requireInteger("to");
  node.ignoreAttribute("saturate"); // about float8 only
  if (node.failed())
    return failure();
  Value input = node.any(0);
  Type element = node.failed() ? Type() : node.typeOf(type);
  if (!element)
    return node.failed() ? failure()
                         : node.error()
                               << "attribute 'to' is " << dataTypeName(type)
                               << "; accepted are float, double, float16, bool "
                                  "and integers of 8 to 64 bits";
  return node.result(node.cast(input, element));
}

LogicalResult importCastLike(Node &node) {
  node.ignoreAttribute("saturate");
  return node.result(node.cast(node.any(0), node.elementType(1)));
}

} // namespace ecg
