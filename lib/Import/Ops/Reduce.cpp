// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Operators that make one element of many along dimensions, or order them.

#include "Ops.h"
#include "ecg/IR/Shapes.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;

namespace ecg {

namespace {

/// The axes of a reduction are an attribute first, later an input.
Shape readReducedAxes(Node &node, int64_t firstOpsetOfInput) {
  if (node.opset() < firstOpsetOfInput)
    return node.integersAttribute("axes", {});
  return node.hasInput(1) ? Shape(node.integers(1, "axes")) : Shape();
}

/// The dimensions to reduce, rising. No axes mean all of them.
Shape normalizeAxes(Node &node, Shape axes) {
  for (int64_t &axis : axes)
    axis = node.normalizeAxis(axis, node.rank(0));
  llvm::sort(axes);
  if (!node.failed() && std::unique(axes.begin(), axes.end()) != axes.end())
    node.error() << "names an axis twice";
  if (axes.empty())
    llvm::append_range(axes, llvm::seq<int64_t>(0, node.rank(0)));
  return axes;
}

LogicalResult importReduce(Node &node, StringRef function,
                           int64_t firstOpsetOfInput = 18) {
  bool keepDims = node.integerAttribute("keepdims", 1);
  bool isNoop = node.opset() >= firstOpsetOfInput &&
                node.integerAttribute("noop_with_empty_axes", 0);
  Shape given = readReducedAxes(node, firstOpsetOfInput);
  Shape axes = normalizeAxes(node, given);
  Value input = node.any(0);
  if (node.failed())
    return failure();
  if (isNoop && given.empty())
    return node.forward(0);
  if (axes.empty()) // a scalar
    return node.result(node.create<ReduceOp>(function, node.reshape(input, 1),
                                             int64_t(0), /*keep_dims=*/false));
  return node.result(node.create<ReduceOp>(function, input, axes, keepDims));
}

LogicalResult importArg(Node &node, StringRef function) {
  int64_t axis =
      node.normalizeAxis(node.integerAttribute("axis", 0), node.rank(0));
  bool keepDims = node.integerAttribute("keepdims", 1);
  bool last = node.integerAttribute("select_last_index", 0);
  return node.result(
      node.create<ArgOp>(function, node.any(0), axis, keepDims, last));
}

using Combine = std::optional<int64_t> (*)(int64_t, int64_t);

/// Of all elements of a vector of integers: arithmetic with shapes. Everything
/// else is left to the layer.
LogicalResult foldReduce(Node &node, Combine combine,
                         LogicalResult (*otherwise)(Node &)) {
  const HostTensor &input = *node.constant(0);
  if (input.isReal() || input.shape.size() > 1 || input.size() == 0 ||
      node.integerAttribute("noop_with_empty_axes", 0))
    return otherwise(node);
  bool keepDims = node.integerAttribute("keepdims", 1);
  bool hasInput = node.hasInput(1);
  normalizeAxes(node, hasInput ? Shape(node.integers(1, "axes"))
                               : node.integersAttribute("axes", {}));
  int64_t result = input.integers.front();
  IntegerRange range = integerRange(input.element);
  for (int64_t number : llvm::drop_begin(input.integers)) {
    std::optional<int64_t> next = combine(result, number);
    if (!next || *next < range.min || *next > range.max)
      return node.error() << "result for " << result << " and " << number
                          << " does not fit into "
                          << elementName(input.element);
    result = *next;
  }
  return node.result(
      HostTensor::ofIntegers(keepDims ? Shape(input.shape.size(), 1) : Shape{},
                             {result}, input.element));
}

} // namespace

LogicalResult importReduceL1(Node &node) { return importReduce(node, "l1"); }
LogicalResult importReduceL2(Node &node) { return importReduce(node, "l2"); }
LogicalResult importReduceLogSum(Node &node) {
  return importReduce(node, "log_sum");
}
LogicalResult importReduceLogSumExp(Node &node) {
  return importReduce(node, "log_sum_exp");
}
LogicalResult importReduceMax(Node &node) { return importReduce(node, "max"); }
LogicalResult importReduceMean(Node &node) {
  return importReduce(node, "mean");
}
LogicalResult importReduceMin(Node &node) { return importReduce(node, "min"); }
LogicalResult importReduceProd(Node &node) {
  return importReduce(node, "prod");
}
LogicalResult importReduceSum(Node &node) {
  return importReduce(node, "sum", 13);
}
LogicalResult importReduceSumSquare(Node &node) {
  return importReduce(node, "sum_square");
}

LogicalResult foldReduceMax(Node &node) {
  return foldReduce(
      node, [](int64_t a, int64_t b) { return std::optional(std::max(a, b)); },
      importReduceMax);
}

LogicalResult foldReduceMin(Node &node) {
  return foldReduce(
      node, [](int64_t a, int64_t b) { return std::optional(std::min(a, b)); },
      importReduceMin);
}

LogicalResult foldReduceProd(Node &node) {
  return foldReduce(
      node,
      [](int64_t a, int64_t b) -> std::optional<int64_t> {
        int64_t product;
        return llvm::MulOverflow(a, b, product) ? std::nullopt
                                                : std::optional(product);
      },
      importReduceProd);
}

LogicalResult foldReduceSum(Node &node) {
  return foldReduce(
      node,
      [](int64_t a, int64_t b) -> std::optional<int64_t> {
        int64_t sum;
        return llvm::AddOverflow(a, b, sum) ? std::nullopt : std::optional(sum);
      },
      importReduceSum);
}

LogicalResult importArgMax(Node &node) { return importArg(node, "max"); }
LogicalResult importArgMin(Node &node) { return importArg(node, "min"); }

// k is an attribute until opset 9. Sorted results are good for unsorted ones.
LogicalResult importTopK(Node &node) {
  int64_t axis =
      node.normalizeAxis(node.integerAttribute("axis", -1), node.rank(0));
  bool largest = node.integerAttribute("largest", 1);
  node.ignoreAttribute("sorted");
  Shape k = node.opset() < 10 ? Shape{node.requireInteger("k")}
                              : Shape(node.integers(1, "k"));
  if (node.failed())
    return failure();
  if (k.size() != 1)
    return node.error() << "k has " << k.size() << " elements, expected 1";
  return node.setResults(
      node.createMany<TopKOp>(2, node.any(0), axis, k.front(), !largest));
}

/// The sums along an axis known at run time only: those along each axis, and
/// from them the ones that are asked for.
static Value selectCumSum(Node &node, bool exclusive, bool reverse) {
  Value input = node.any(0), axis = node.any(1), result = input;
  int64_t rank = node.rank(0);
  for (int64_t d = 0; d < rank && !node.failed(); ++d) {
    Value sums = node.create<CumSumOp>(input, d, exclusive, reverse);
    for (int64_t number : {d, d - rank}) {
      Value other = node.number(float(number), node.elementType(1));
      Value isThis = node.create<CompareOp>("equal", axis, other);
      result = node.create<SelectOp>(isThis, sums, result);
    }
  }
  return result;
}

LogicalResult importCumSum(Node &node) {
  bool exclusive = node.integerAttribute("exclusive", 0);
  bool reverse = node.integerAttribute("reverse", 0);
  if (!node.failed() && !node.constant(1) &&
      ShapedType::getNumElements(node.shape(1)) == 1)
    return node.result(selectCumSum(node, exclusive, reverse));
  llvm::ArrayRef<int64_t> axes = node.integers(1, "axis");
  if (node.failed())
    return failure();
  if (axes.size() != 1)
    return node.error() << "axis has " << axes.size()
                        << " elements, expected 1";
  int64_t axis = node.normalizeAxis(axes.front(), node.rank(0));
  return node.result(
      node.create<CumSumOp>(node.any(0), axis, exclusive, reverse));
}

} // namespace ecg
