// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Operators that give the same numbers another shape, at run time or at import.

#include "Ops.h"
#include "ecg/IR/Shapes.h"

using namespace mlir;

namespace ecg {

namespace {

/// Input 0 under another shape.
LogicalResult reshapeTo(Node &node, llvm::ArrayRef<int64_t> shape) {
  if (node.failed())
    return failure();
  if (countElements(shape) != countElements(node.shape(0)))
    return node.error() << "cannot make shape [" << formatShape(shape)
                        << "] of [" << formatShape(node.shape(0)) << "]";
  if (const HostTensor *constant = node.constant(0))
    return node.result(constant->reshaped(Shape(shape)));
  return node.result(node.reshape(node.any(0), shape));
}

/// Axes of Squeeze and Unsqueeze: attribute until opset 12, then input.
std::optional<Shape> readAxes(Node &node) {
  if (node.opset() >= 13)
    return node.hasInput(1) ? std::optional(Shape(node.integers(1, "axes")))
                            : std::nullopt;
  if (!node.hasAttribute("axes"))
    return std::nullopt;
  return node.integersAttribute("axes", {});
}

/// Marks each of `axes` among `rank` dimensions.
llvm::SmallVector<bool> markAxes(Node &node, llvm::ArrayRef<int64_t> axes,
                                 int64_t rank) {
  llvm::SmallVector<bool> marks(rank, false);
  for (int64_t axis : axes) {
    int64_t dim = node.normalizeAxis(axis, rank);
    if (node.failed())
      break;
    if (marks[dim])
      node.error() << "names axis " << axis << " twice";
    marks[dim] = true;
  }
  return marks;
}

} // namespace

LogicalResult importFlatten(Node &node) {
  int64_t axis = node.integerAttribute("axis", 1), rank = node.rank(0);
  // Flatten may also cut behind the last dimension.
  if (axis != rank)
    axis = node.normalizeAxis(axis, rank);
  if (node.failed())
    return failure();
  Shape shape = {*countElements(node.shape(0).take_front(axis)),
                 *countElements(node.shape(0).drop_front(axis))};
  return reshapeTo(node, shape);
}

LogicalResult importReshape(Node &node) {
  bool allowZero = node.integerAttribute("allowzero", 0);
  Shape shape(node.integers(1, "shape"));
  if (node.failed())
    return failure();
  int64_t *inferred = nullptr;
  for (auto [d, dim] : llvm::enumerate(shape)) {
    if (dim == 0 && !allowZero) {
      if (static_cast<int64_t>(d) >= node.rank(0))
        return node.error()
               << "shape [" << formatShape(shape) << "] copies dimension " << d
               << " of an input of rank " << node.rank(0);
      dim = node.shape(0)[d];
    } else if (dim == -1 && !inferred) {
      inferred = &dim;
    } else if (dim < 0) {
      return node.error() << "shape [" << formatShape(shape) << "] holds "
                          << dim << "; accepted are sizes, 0 and one -1";
    }
  }
  if (inferred) {
    *inferred = 1;
    std::optional<int64_t> others = countElements(shape);
    *inferred =
        others.value_or(0) == 0 ? 0 : *countElements(node.shape(0)) / *others;
  }
  return reshapeTo(node, shape);
}

LogicalResult importSqueeze(Node &node) {
  std::optional<Shape> axes = readAxes(node);
  llvm::ArrayRef<int64_t> shape = node.shape(0);
  llvm::SmallVector<bool> drop =
      markAxes(node, axes.value_or(Shape()), shape.size());
  if (node.failed())
    return failure();
  Shape result;
  for (auto [d, size] : llvm::enumerate(shape)) {
    if (drop[d] && size != 1)
      return node.error() << "dimension " << d << " of " << formatShape(shape)
                          << " is not 1";
    if (axes ? !drop[d] : size != 1)
      result.push_back(size);
  }
  return reshapeTo(node, result);
}

LogicalResult importUnsqueeze(Node &node) {
  std::optional<Shape> axes = readAxes(node);
  if (!axes && !node.failed())
    return node.error() << "axes are missing";
  if (node.failed())
    return failure();
  llvm::ArrayRef<int64_t> shape = node.shape(0);
  llvm::SmallVector<bool> insert =
      markAxes(node, *axes, shape.size() + axes->size());
  Shape result;
  for (bool isNew : insert) {
    if (node.failed())
      return failure();
    result.push_back(isNew ? 1 : shape.front());
    if (!isNew)
      shape = shape.drop_front();
  }
  return reshapeTo(node, result);
}

} // namespace ecg
