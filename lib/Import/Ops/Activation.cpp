// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Activations.

#include "Layers.h"
#include "Ops.h"
#include "ecg/IR/Shapes.h"
#include <limits>
#include <numeric>

using namespace mlir;

namespace ecg {

namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();

/// Limits `input` to [min, max].
Value clip(Node &node, Value input, float min, float max) {
  if (node.failed())
    return {};
  return node.create<ClipOp>(input,
                             ClampAttr::get(input.getContext(), min, max));
}

/// A bound of Clip: attribute until opset 10, then input. Bounds at the ends of
/// the range of float are how exporters write that there is none.
float readBound(Node &node, llvm::StringRef name, unsigned index, float none) {
  float bound = none;
  if (node.opset() < 11)
    bound = node.realAttribute(name, none);
  else if (node.hasInput(index))
    bound = node.scalar(index, name);
  bool unlimited = std::abs(bound) >= std::numeric_limits<float>::max() &&
                   (bound < 0) == (none < 0);
  return unlimited ? none : bound;
}

} // namespace

/// Clip of other types than float, or by bounds computed at run time. Where
/// they cross, max wins.
static LogicalResult clipByValues(Node &node, Type element) {
  Value result = node.operand(0, element);
  for (auto [index, function] : {std::pair(1u, "max"), std::pair(2u, "min")})
    if (node.hasInput(index))
      result =
          node.create<BinaryOp>(function, result, node.operand(index, element));
  return node.result(result);
}

LogicalResult importClip(Node &node) {
  Type element = node.computeType();
  auto isKnown = [&](unsigned i) {
    return !node.hasInput(i) || node.constant(i);
  };
  if (!element.isF32() || !isKnown(1) || !isKnown(2))
    return clipByValues(node, element);
  float min = readBound(node, "min", 1, -infinity);
  float max = readBound(node, "max", 2, infinity);
  Value input = node.value(0);
  if (node.failed())
    return failure();
  if (!(min <= max))
    return node.error() << "min is " << min << ", above max, which is " << max;
  if (min == -infinity && max == infinity)
    return node.forward(0);
  return node.result(clip(node, input, min, max));
}

LogicalResult importHardSwish(Node &node) {
  return node.result(node.create<HardSwishOp>(node.value(0)));
}

LogicalResult importLeakyRelu(Node &node) {
  llvm::APFloat alpha(node.realAttribute("alpha", 0.01f));
  return node.result(node.create<LeakyReluOp>(node.value(0), alpha));
}

// One slope: leaky_relu. Otherwise relu(x) + slope * min(x, 0).
LogicalResult importPRelu(Node &node) {
  const HostTensor *constant = node.constant(1);
  Type element = node.computeType();
  if (!constant || !element.isF32())
    return node.result(node.create<BinaryOp>("prelu", node.operand(0, element),
                                             node.operand(1, element)));
  Value input = node.value(0);
  if (node.failed())
    return failure();
  HostTensor slope = constant->withReals();
  if (slope.size() > 0 && llvm::all_equal(slope.reals))
    return node.result(
        node.create<LeakyReluOp>(input, llvm::APFloat(slope.reals.front())));
  // Until opset 6 the slope is one number a channel.
  if (node.opset() < 7) {
    Shape shape(std::max<int64_t>(node.rank(0) - 1, 1), 1);
    shape.front() = slope.size();
    slope.shape = shape;
  }
  Value negative = clip(node, input, -infinity, 0);
  Value scaled =
      node.create<MulOp>(negative, node.materialize(slope), ClampAttr());
  Value positive = node.create<ReluOp>(input);
  Value sum = node.create<AddOp>(positive, scaled, ClampAttr());
  if (sum && sum.getType() != input.getType())
    return node.error() << "slope " << formatShape(slope.shape)
                        << " does not broadcast to the input";
  return node.result(sum);
}

/// The layer of its own in float, the function of the row elsewhere.
template <typename Op> static LogicalResult importOwn(Node &node) {
  Type element = node.computeType();
  if (!element.isF32())
    return importUnary(node);
  return node.result(node.create<Op>(node.value(0)));
}

LogicalResult importRelu(Node &node) { return importOwn<ReluOp>(node); }
LogicalResult importSigmoid(Node &node) { return importOwn<SigmoidOp>(node); }
LogicalResult importTanh(Node &node) { return importOwn<TanhOp>(node); }

/// Until opset 12 the tensor is seen as a matrix, cut before attribute `axis`,
/// and `make` works on each row.
static Value makeRows(Node &node, Value input, int64_t opset,
                      llvm::function_ref<Value(Value, int64_t axis)> make) {
  int64_t rank = node.rank(0);
  int64_t axis = node.normalizeAxis(
      node.integerAttribute("axis", opset < 13 ? 1 : -1), rank);
  if (node.failed())
    return {};
  Shape shape(node.shape(0));
  if (opset >= 13 || axis == rank - 1)
    return make(input, axis);
  AxisSplit split = splitAtAxis(shape, axis);
  Value matrix = node.reshape(input, {split.outer, shape[axis] * split.inner});
  return node.failed() ? Value() : node.reshape(make(matrix, 1), shape);
}

/// The same of input 0, as result.
static LogicalResult
importRows(Node &node, llvm::function_ref<Value(Value, int64_t axis)> make) {
  return node.result(makeRows(node, node.value(0), node.opset(), make));
}

Value softmax(Node &node, Value input, int64_t opset) {
  return makeRows(node, input, opset, [&](Value rows, int64_t axis) {
    return node.create<SoftmaxOp>(rows, axis);
  });
}

LogicalResult importSoftmax(Node &node) {
  return node.result(softmax(node, node.value(0), node.opset()));
}

LogicalResult importLogSoftmax(Node &node) {
  return importRows(node, [&](Value input, int64_t axis) {
    return node.create<LogSoftmaxOp>(input, axis);
  });
}

// 1 where the index along the axis is that of the first largest element.
LogicalResult importHardmax(Node &node) {
  return importRows(node, [&](Value input, int64_t axis) {
    auto type = cast<RankedTensorType>(input.getType());
    std::vector<int64_t> indices(type.getDimSize(axis));
    std::iota(indices.begin(), indices.end(), 0);
    Shape shape(type.getRank(), 1);
    shape[axis] = type.getDimSize(axis);
    Type integer = IntegerType::get(input.getContext(), 64);
    Value each = node.materializeAs(
        HostTensor::ofIntegers(shape, std::move(indices)), integer);
    Value largest = node.create<ArgOp>("max", input, axis, true, false);
    Value found = node.create<CompareOp>("equal", largest, each);
    return node.failed() ? Value() : node.cast(found, type.getElementType());
  });
}

} // namespace ecg
