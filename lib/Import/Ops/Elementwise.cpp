// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Families of elementwise operators: a row of the table names the function.

#include "Ops.h"
#include <limits>

using namespace mlir;

namespace ecg {

LogicalResult importUnary(Node &node) {
  Type element = node.computeType();
  return node.result(
      node.create<UnaryOp>(node.function(), node.operand(0, element)));
}

// Operators whose one parameter is 1 unless the file says otherwise.
LogicalResult importUnaryAlpha(Node &node) {
  float alpha = node.realAttribute("alpha", 1);
  Type element = node.computeType();
  return node.result(
      node.create<UnaryOp>(node.function(), node.operand(0, element), alpha));
}

LogicalResult importSelu(Node &node) {
  float alpha = node.realAttribute("alpha", 1.67326319217681884765625f);
  float gamma = node.realAttribute("gamma", 1.05070102214813232421875f);
  Type element = node.computeType();
  return node.result(
      node.create<UnaryOp>("selu", node.operand(0, element), alpha, gamma));
}

LogicalResult importHardSigmoid(Node &node) {
  float alpha = node.realAttribute("alpha", 0.2f);
  float beta = node.realAttribute("beta", 0.5f);
  Type element = node.computeType();
  return node.result(node.create<UnaryOp>(
      "hard_sigmoid", node.operand(0, element), alpha, beta));
}

LogicalResult importGelu(Node &node) {
  std::string form = node.stringAttribute("approximate", "none");
  if (form != "none" && form != "tanh")
    return node.error() << "attribute 'approximate' is '" << form
                        << "'; accepted are none and tanh";
  Type element = node.computeType();
  return node.result(node.create<UnaryOp>(form == "tanh" ? "gelu_tanh" : "gelu",
                                          node.operand(0, element)));
}

/// The exponent where it is one number known at import.
static std::optional<float> constantExponent(Node &node) {
  const HostTensor *exponent = node.constant(1);
  if (!exponent || exponent->size() != 1 ||
      exponent->shape.size() > node.shape(0).size())
    return std::nullopt;
  return exponent->isReal() ? exponent->toReals().front()
                            : static_cast<float>(exponent->integers.front());
}

/// x^exponent by the cheapest function that computes it.
static Value constantPower(Node &node, Value x, float exponent) {
  if (exponent == 1)
    return x;
  if (exponent == 2)
    return node.create<UnaryOp>("square", x);
  if (exponent == 0.5f)
    return node.create<UnaryOp>("sqrt", x);
  if (exponent == -1)
    return node.create<UnaryOp>("reciprocal", x);
  return node.create<UnaryOp>("power", x, exponent);
}

// The result has the type of the base. Where only the exponent is real, both
// are computed in double; integers of different types in 64 bits, modulo which
// the smaller ones agree.
LogicalResult importPow(Node &node) {
  Type base = node.elementType(0), exponent = node.elementType(1);
  if (base.isF16())
    base = Float32Type::get(base.getContext());
  if (base.isF32())
    if (std::optional<float> power = constantExponent(node))
      return node.result(constantPower(node, node.value(0), *power));
  Type element = base;
  if (!isa<FloatType>(base) && isa<FloatType>(exponent))
    element = Float64Type::get(base.getContext());
  else if (!isa<FloatType>(base) && base != exponent)
    element = IntegerType::get(base.getContext(), 64);
  Value a = node.any(0), b = node.any(1);
  if (node.failed())
    return failure();
  Value power = node.create<BinaryOp>("pow", node.cast(a, element),
                                      node.cast(b, element));
  return power ? node.result(node.cast(power, node.elementType(0))) : failure();
}

//===----------------------------------------------------------------------===//
// The larger and the smaller
//===----------------------------------------------------------------------===//

/// max(x, number) or min(x, number) as an activation, which other layers can
/// take over.
static Value limit(Node &node, Value x, llvm::StringRef function,
                   float number) {
  constexpr float infinity = std::numeric_limits<float>::infinity();
  if (!x)
    return {};
  if (function == "max" && number == 0)
    return node.create<ReluOp>(x);
  bool isLow = function == "max";
  return node.create<ClipOp>(x, ClampAttr::get(x.getContext(),
                                               isLow ? number : -infinity,
                                               isLow ? infinity : number));
}

LogicalResult importMinMax(Node &node) {
  Type element = node.computeType();
  auto numberOf = [&](unsigned i) -> std::optional<float> {
    const HostTensor *tensor = node.constant(i);
    if (!element.isF32() || !tensor || tensor->size() != 1 ||
        !tensor->shape.empty())
      return std::nullopt;
    return tensor->toReals().front();
  };
  if (node.numInputs() == 2)
    for (unsigned i : {0, 1})
      if (auto number = numberOf(i); number && !node.constant(1 - i))
        return node.result(
            limit(node, node.value(1 - i), node.function(), *number));
  Value result = node.operand(0, element);
  for (unsigned i = 1; i < node.numInputs(); ++i)
    result = node.create<BinaryOp>(node.function(), result,
                                   node.operand(i, element));
  return node.result(result);
}

} // namespace ecg
