// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Joining and repeating elements of constants.

#include "Ops.h"
#include "ecg/IR/Shapes.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;

namespace ecg {

namespace {

bool equalExceptAt(Shape a, llvm::ArrayRef<int64_t> b, int64_t axis) {
  if (a.size() == b.size())
    a[axis] = b[axis];
  return llvm::ArrayRef(a) == b;
}

/// Appends part `index` of `from`, which consists of parts of `length`. Does
/// nothing for the representation a tensor does not have.
template <typename T>
void appendSlice(const std::vector<T> &from, int64_t index, int64_t length,
                 std::vector<T> &to) {
  if (!from.empty())
    to.insert(to.end(), from.begin() + index * length,
              from.begin() + (index + 1) * length);
}

} // namespace

LogicalResult foldConcat(Node &node) {
  const HostTensor &first = *node.constant(0);
  int64_t axis =
      node.normalizeAxis(node.requireInteger("axis"), first.shape.size());
  if (node.failed())
    return failure();
  HostTensor result;
  result.element = first.isReal() ? Element::F32 : first.element;
  result.shape = first.shape;
  result.shape[axis] = 0;
  std::vector<HostTensor> parts;
  for (unsigned i = 0; i < node.numInputs(); ++i) {
    const HostTensor *part = node.constant(i);
    if (!part || part->element != first.element ||
        !equalExceptAt(part->shape, first.shape, axis))
      return node.error() << "input " << i
                          << " differs from the first in type or shape";
    result.shape[axis] += part->shape[axis];
    parts.push_back(part->isReal() ? part->withReals() : *part);
  }
  if (!node.checkSize(result.shape))
    return failure();
  AxisSplit split = splitAtAxis(result.shape, axis);
  for (int64_t outer = 0; outer < split.outer; ++outer)
    for (const HostTensor &part : parts) {
      int64_t length = part.shape[axis] * split.inner;
      appendSlice(part.reals, outer, length, result.reals);
      appendSlice(part.integers, outer, length, result.integers);
    }
  return node.result(std::move(result));
}

LogicalResult foldTile(Node &node) {
  const HostTensor &input = *node.constant(0);
  llvm::ArrayRef<int64_t> repeats = node.integers(1, "repeats");
  if (node.failed())
    return failure();
  if (repeats.size() != input.shape.size())
    return node.error() << "has " << repeats.size() << " repeats for rank "
                        << input.shape.size();
  Shape shape = input.shape, strides = stridesOf(input.shape);
  for (auto [size, repeat] : llvm::zip(shape, repeats))
    if (llvm::MulOverflow(size, repeat, size))
      return node.error() << "repeats " << repeat << " times";
  if (!node.checkSize(shape))
    return failure();
  return node.result(input.gatherByDim(shape, [&](size_t dim, int64_t i) {
    return i % input.shape[dim] * strides[dim];
  }));
}

} // namespace ecg
