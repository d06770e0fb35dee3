// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Arithmetic on constants: what exporters leave of shape computations.

#include "Ops.h"
#include "ecg/IR/Shapes.h"
#include "llvm/Support/MathExtras.h"
#include <cmath>

using namespace mlir;

namespace ecg {

namespace {

using IntegerFunction = std::optional<int64_t> (*)(int64_t, int64_t);
using RealFunction = float (*)(float, float);

/// `a` and `b` of equal shape after broadcasting. False on failure.
bool broadcastOperands(Node &node, unsigned first, unsigned second,
                       HostTensor &a, HostTensor &b) {
  const HostTensor &x = *node.constant(first), &y = *node.constant(second);
  auto shape = broadcastShapes(x.shape, y.shape);
  if (!shape)
    node.error() << "shapes [" << formatShape(x.shape) << "] and ["
                 << formatShape(y.shape) << "] do not broadcast";
  else if (x.isReal() != y.isReal())
    node.error() << "operands are " << elementName(x.element) << " and "
                 << elementName(y.element);
  if (node.failed() || !node.checkSize(*shape))
    return false;
  a = x.broadcast(*shape);
  b = y.broadcast(*shape);
  return true;
}

/// a op b, element by element. `onIntegers` gives nothing where the result is
/// undefined or does not fit into 64 bits.
LogicalResult foldBinary(Node &node, IntegerFunction onIntegers,
                         RealFunction onReals) {
  HostTensor a, b;
  if (!broadcastOperands(node, 0, 1, a, b))
    return failure();
  if (a.isReal()) {
    std::vector<float> x = a.toReals(), y = b.toReals();
    std::transform(x.begin(), x.end(), y.begin(), x.begin(), onReals);
    return node.result(HostTensor::ofReals(a.shape, std::move(x)));
  }
  IntegerRange range = integerRange(a.element);
  for (auto [x, y] : llvm::zip(a.integers, b.integers)) {
    std::optional<int64_t> z = onIntegers(x, y);
    if (!z || *z < range.min || *z > range.max)
      return node.error() << "result for " << x << " and " << y
                          << " does not fit into " << elementName(a.element);
    x = *z;
  }
  return node.result(std::move(a));
}

/// Comparison of a and b, giving booleans.
template <typename Compare>
LogicalResult foldCompare(Node &node, Compare compare) {
  HostTensor a, b;
  if (!broadcastOperands(node, 0, 1, a, b))
    return failure();
  std::vector<int64_t> result;
  auto all = [&](const auto &x, const auto &y) {
    for (auto [p, q] : llvm::zip(x, y))
      result.push_back(compare(p, q));
  };
  if (a.isReal())
    all(a.toReals(), b.toReals());
  else
    all(a.integers, b.integers);
  return node.result(
      HostTensor::ofIntegers(a.shape, std::move(result), Element::Bool));
}

template <typename Operation>
LogicalResult foldReal(Node &node, Operation operation) {
  const HostTensor &input = *node.constant(0);
  if (!input.isReal())
    return node.error() << "input is " << elementName(input.element)
                        << ", expected float";
  std::vector<float> reals = input.toReals();
  for (float &real : reals)
    real = operation(real);
  return node.result(HostTensor::ofReals(input.shape, std::move(reals)));
}

} // namespace

LogicalResult foldAdd(Node &node) {
  return foldBinary(
      node,
      [](int64_t a, int64_t b) -> std::optional<int64_t> {
        int64_t sum;
        return llvm::AddOverflow(a, b, sum) ? std::nullopt : std::optional(sum);
      },
      [](float a, float b) { return a + b; });
}

LogicalResult foldSub(Node &node) {
  return foldBinary(
      node,
      [](int64_t a, int64_t b) -> std::optional<int64_t> {
        int64_t difference;
        return llvm::SubOverflow(a, b, difference) ? std::nullopt
                                                   : std::optional(difference);
      },
      [](float a, float b) { return a - b; });
}

LogicalResult foldMul(Node &node) {
  return foldBinary(
      node,
      [](int64_t a, int64_t b) -> std::optional<int64_t> {
        int64_t product;
        return llvm::MulOverflow(a, b, product) ? std::nullopt
                                                : std::optional(product);
      },
      [](float a, float b) { return a * b; });
}

// Integers are truncated towards zero, as in C.
LogicalResult foldDiv(Node &node) {
  return foldBinary(
      node,
      [](int64_t a, int64_t b) -> std::optional<int64_t> {
        if (b == 0 || (a == INT64_MIN && b == -1))
          return std::nullopt;
        return a / b;
      },
      [](float a, float b) { return a / b; });
}

// The sign of the divisor for integers, that of the dividend with fmod.
LogicalResult foldMod(Node &node) {
  if (node.integerAttribute("fmod", 0))
    return foldBinary(
        node,
        [](int64_t a, int64_t b) -> std::optional<int64_t> {
          if (b == 0)
            return std::nullopt;
          return b == -1 ? 0 : a % b;
        },
        [](float a, float b) { return std::fmod(a, b); });
  return foldBinary(
      node,
      [](int64_t a, int64_t b) -> std::optional<int64_t> {
        if (b == 0)
          return std::nullopt;
        int64_t rest = b == -1 ? 0 : a % b;
        return rest && (rest < 0) != (b < 0) ? rest + b : rest;
      },
      [](float a, float b) { return a - b * std::floor(a / b); });
}

LogicalResult foldMax(Node &node) {
  return foldBinary(
      node, [](int64_t a, int64_t b) { return std::optional(std::max(a, b)); },
      [](float a, float b) { return std::max(a, b); });
}

LogicalResult foldMin(Node &node) {
  return foldBinary(
      node, [](int64_t a, int64_t b) { return std::optional(std::min(a, b)); },
      [](float a, float b) { return std::min(a, b); });
}

LogicalResult foldAnd(Node &node) {
  return foldCompare(node, [](auto a, auto b) { return a && b; });
}

LogicalResult foldOr(Node &node) {
  return foldCompare(node, [](auto a, auto b) { return a || b; });
}

LogicalResult foldEqual(Node &node) {
  return foldCompare(node, [](auto a, auto b) { return a == b; });
}

LogicalResult foldGreater(Node &node) {
  return foldCompare(node, [](auto a, auto b) { return a > b; });
}

LogicalResult foldLess(Node &node) {
  return foldCompare(node, [](auto a, auto b) { return a < b; });
}

LogicalResult foldNot(Node &node) {
  HostTensor result = *node.constant(0);
  if (result.element != Element::Bool)
    return node.error() << "input is " << elementName(result.element)
                        << ", expected bool";
  for (int64_t &number : result.integers)
    number = !number;
  return node.result(std::move(result));
}

LogicalResult foldNeg(Node &node) {
  const HostTensor &input = *node.constant(0);
  if (input.isReal())
    return foldReal(node, [](float real) { return -real; });
  HostTensor result = input;
  for (int64_t &number : result.integers) {
    if (number == integerRange(input.element).min)
      return node.error() << "result for " << number << " does not fit into "
                          << elementName(input.element);
    number = -number;
  }
  return node.result(std::move(result));
}

LogicalResult foldSqrt(Node &node) {
  return foldReal(node, [](float real) { return std::sqrt(real); });
}

LogicalResult foldWhere(Node &node) {
  HostTensor a, b;
  if (!broadcastOperands(node, 1, 2, a, b))
    return failure();
  auto shape = broadcastShapes(node.shape(0), a.shape);
  if (node.constant(0)->element != Element::Bool || !shape)
    return node.error() << "condition is "
                        << elementName(node.constant(0)->element)
                        << " of shape [" << formatShape(node.shape(0))
                        << "], expected bool that broadcasts to ["
                        << formatShape(a.shape) << "]";
  if (!node.checkSize(*shape))
    return failure();
  HostTensor condition = node.constant(0)->broadcast(*shape);
  a = a.broadcast(*shape);
  b = b.broadcast(*shape);
  auto choose = [&](auto &x, const auto &y) {
    for (size_t i = 0; i < x.size(); ++i)
      if (!condition.integers[i])
        x[i] = y[i];
  };
  if (!a.isReal()) {
    choose(a.integers, b.integers);
    return node.result(std::move(a));
  }
  std::vector<float> reals = a.toReals();
  choose(reals, b.toReals());
  return node.result(HostTensor::ofReals(*shape, std::move(reals)));
}

} // namespace ecg
