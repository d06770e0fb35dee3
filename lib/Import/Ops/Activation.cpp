// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Activations.

#include "Ops.h"
#include "ecg/IR/Shapes.h"
#include <limits>

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

LogicalResult importClip(Node &node) {
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

// clip(alpha * x + beta, 0, 1)
LogicalResult importHardSigmoid(Node &node) {
  float alpha = node.realAttribute("alpha", 0.2f);
  float beta = node.realAttribute("beta", 0.5f);
  Value scaled =
      node.create<MulOp>(node.value(0), node.number(alpha), ClampAttr());
  Value shifted = node.create<AddOp>(scaled, node.number(beta), ClampAttr());
  return node.result(clip(node, shifted, 0, 1));
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
  const HostTensor *constant = node.requireConstant(1, "slope");
  Value input = node.value(0);
  if (!constant)
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

LogicalResult importRelu(Node &node) {
  return node.result(node.create<ReluOp>(node.value(0)));
}

LogicalResult importSigmoid(Node &node) {
  return node.result(node.create<SigmoidOp>(node.value(0)));
}

LogicalResult importTanh(Node &node) {
  return node.result(node.create<TanhOp>(node.value(0)));
}

// Until opset 12 the tensor is seen as a matrix, cut before `axis`, and each
// row gets one softmax.
LogicalResult importSoftmax(Node &node) {
  int64_t rank = node.rank(0);
  int64_t axis = node.normalizeAxis(
      node.integerAttribute("axis", node.opset() < 13 ? 1 : -1), rank);
  Value input = node.value(0);
  if (node.failed())
    return failure();
  Shape shape(node.shape(0));
  if (node.opset() >= 13 || axis == rank - 1)
    return node.result(node.create<SoftmaxOp>(input, axis));
  AxisSplit split = splitAtAxis(shape, axis);
  Value matrix = node.reshape(input, {split.outer, shape[axis] * split.inner});
  Value softmax = node.create<SoftmaxOp>(matrix, 1);
  return node.result(node.reshape(softmax, shape));
}

} // namespace ecg
