// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Picking and joining elements of constants.

#include "Ops.h"
#include "ecg/IR/Shapes.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;

namespace ecg {

namespace {

/// Which indices of one dimension a slice takes.
struct SliceRange {
  int64_t start, step, count;
};

/// ONNX clamping of start and end; `step` is neither 0 nor INT64_MIN.
SliceRange makeRange(int64_t start, int64_t end, int64_t step, int64_t size) {
  auto bound = [&](int64_t index, int64_t low, int64_t high) {
    return std::clamp(index < 0 ? index + size : index, low, high);
  };
  if (step > 0) {
    start = bound(start, 0, size);
    end = bound(end, 0, size);
    return {start, step, end > start ? (end - start - 1) / step + 1 : 0};
  }
  if (size == 0)
    return {0, step, 0};
  start = bound(start, 0, size - 1);
  end = bound(end, -1, size - 1);
  return {start, step, start > end ? (start - end - 1) / -step + 1 : 0};
}

/// Lists of Slice: attributes until opset 9, then inputs.
std::optional<Shape> readList(Node &node, llvm::StringRef name,
                              unsigned index) {
  if (node.opset() < 10 && node.hasAttribute(name))
    return node.integersAttribute(name, {});
  if (node.opset() >= 10 && node.hasInput(index))
    return Shape(node.integers(index, name));
  return std::nullopt;
}

/// The ranges of a Slice of `shape`, one a dimension. Empty on failure.
llvm::SmallVector<SliceRange> readSlice(Node &node,
                                        llvm::ArrayRef<int64_t> shape) {
  Shape starts = readList(node, "starts", 1).value_or(Shape());
  Shape ends = readList(node, "ends", 2).value_or(Shape());
  Shape axes =
      readList(node, "axes", 3)
          .value_or(llvm::to_vector(llvm::seq<int64_t>(0, starts.size())));
  Shape steps = readList(node, "steps", 4).value_or(Shape(starts.size(), 1));
  if (!node.failed() &&
      (ends.size() != starts.size() || axes.size() != starts.size() ||
       steps.size() != starts.size()))
    node.error() << "starts, ends, axes and steps differ in length";
  llvm::SmallVector<SliceRange> ranges;
  for (int64_t size : shape)
    ranges.push_back({0, 1, size});
  for (size_t i = 0; i < axes.size() && !node.failed(); ++i) {
    int64_t axis = node.normalizeAxis(axes[i], shape.size());
    if (!node.failed() && (steps[i] == 0 || steps[i] == INT64_MIN))
      node.error() << "step is " << steps[i];
    if (!node.failed())
      ranges[axis] = makeRange(starts[i], ends[i], steps[i], shape[axis]);
  }
  return ranges;
}

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

LogicalResult foldSlice(Node &node) {
  const HostTensor &input = *node.constant(0);
  llvm::SmallVector<SliceRange> ranges = readSlice(node, input.shape);
  if (node.failed())
    return failure();
  Shape shape, strides = stridesOf(input.shape);
  for (const SliceRange &range : ranges)
    shape.push_back(range.count);
  return node.result(input.gatherByDim(shape, [&](size_t dim, int64_t i) {
    return (ranges[dim].start + i * ranges[dim].step) * strides[dim];
  }));
}

LogicalResult foldGather(Node &node) {
  const HostTensor &input = *node.constant(0);
  int64_t axis =
      node.normalizeAxis(node.integerAttribute("axis", 0), input.shape.size());
  Shape indices(node.integers(1, "indices"));
  if (node.failed())
    return failure();
  for (int64_t &index : indices)
    index = node.normalizeAxis(index, input.shape[axis]);
  AxisSplit split = splitAtAxis(input.shape, axis);
  Shape shape(llvm::ArrayRef(input.shape).take_front(axis));
  llvm::append_range(shape, node.shape(1));
  llvm::append_range(shape, llvm::ArrayRef(input.shape).drop_front(axis + 1));
  if (node.failed() || !node.checkSize(shape))
    return failure();
  int64_t count = indices.size(), size = input.shape[axis];
  return node.result(input.gather(shape, [&](int64_t i) {
    int64_t inner = i % split.inner, rest = i / split.inner;
    return (rest / count * size + indices[rest % count]) * split.inner + inner;
  }));
}

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
