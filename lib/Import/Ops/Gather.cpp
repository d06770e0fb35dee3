// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Operators that pick elements by indices.

#include "Ops.h"
#include "ecg/IR/Shapes.h"

using namespace mlir;

namespace ecg {

namespace {

/// Indices at equal distances are a slice.
struct Progression {
  int64_t start, step;
};

std::optional<Progression> findProgression(llvm::ArrayRef<int64_t> indices) {
  Progression found{indices.front(), 1};
  if (indices.size() > 1)
    found.step = indices[1] - indices[0];
  for (size_t i = 1; i < indices.size(); ++i)
    if (found.step == 0 || indices[i] - indices[i - 1] != found.step)
      return std::nullopt;
  return found;
}

/// Constant indices into dimension `axis`, counted from the front. An error
/// where one is outside.
Shape readIndices(Node &node, int64_t axis) {
  Shape indices(node.integers(1, "indices"));
  if (node.failed())
    return {};
  int64_t length = node.shape(0)[axis];
  for (int64_t &index : indices) {
    if (!node.failed() && (index < -length || index >= length))
      node.error() << "index " << index << " is outside dimension " << axis
                   << " of length " << length;
    index += index < 0 ? length : 0;
  }
  return indices;
}

/// The shape that the indices have in place of the axis.
Shape gatheredShape(Node &node, int64_t axis) {
  Shape shape(node.shape(0).take_front(axis));
  llvm::append_range(shape, node.shape(1));
  llvm::append_range(shape, node.shape(0).drop_front(axis + 1));
  return shape;
}

template <typename Op>
LogicalResult importGatherAs(Node &node, llvm::StringRef attribute,
                             bool isAxis) {
  int64_t number = node.integerAttribute(attribute, 0);
  if (isAxis)
    number = node.normalizeAxis(number, node.rank(0));
  else if (number < 0)
    node.error() << "attribute '" << attribute << "' is " << number;
  return node.result(node.create<Op>(node.any(0), node.any(1), number));
}

} // namespace

LogicalResult importGather(Node &node) {
  int64_t axis =
      node.normalizeAxis(node.integerAttribute("axis", 0), node.rank(0));
  Shape indices;
  if (node.constant(1) && !node.failed())
    indices = readIndices(node, axis);
  if (node.failed())
    return failure();
  Value input = node.any(0);
  auto range = indices.empty() ? std::nullopt : findProgression(indices);
  if (!range)
    return node.result(node.create<GatherOp>(input, node.any(1), axis));
  Shape starts(node.rank(0), 0), sizes(node.shape(0)), steps(node.rank(0), 1);
  starts[axis] = range->start;
  sizes[axis] = indices.size();
  steps[axis] = range->step;
  return node.result(node.reshape(node.slice(input, starts, sizes, steps),
                                  gatheredShape(node, axis)));
}

LogicalResult foldGather(Node &node) {
  const HostTensor &input = *node.constant(0);
  int64_t axis =
      node.normalizeAxis(node.integerAttribute("axis", 0), input.shape.size());
  if (node.failed())
    return failure();
  Shape indices = readIndices(node, axis), shape = gatheredShape(node, axis);
  if (node.failed() || !node.checkSize(shape))
    return failure();
  AxisSplit split = splitAtAxis(input.shape, axis);
  int64_t count = indices.size(), size = input.shape[axis];
  return node.result(input.gather(shape, [&](int64_t i) {
    int64_t inner = i % split.inner, rest = i / split.inner;
    return (rest / count * size + indices[rest % count]) * split.inner + inner;
  }));
}

LogicalResult importGatherElements(Node &node) {
  return importGatherAs<GatherElementsOp>(node, "axis", true);
}

LogicalResult importGatherNd(Node &node) {
  return importGatherAs<GatherNdOp>(node, "batch_dims", false);
}

} // namespace ecg
