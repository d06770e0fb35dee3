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
Shape readList(Node &node, llvm::StringRef name, unsigned index,
               llvm::function_ref<Shape()> otherwise) {
  if (node.opset() < 10)
    return node.hasAttribute(name) ? node.integersAttribute(name, {})
                                   : otherwise();
  return node.hasInput(index) ? Shape(node.integers(index, name)) : otherwise();
}

} // namespace

LogicalResult foldSlice(Node &node) {
  auto none = [] { return Shape(); };
  Shape starts = readList(node, "starts", 1, none);
  Shape ends = readList(node, "ends", 2, none);
  Shape axes = readList(node, "axes", 3, [&] {
    return Shape(llvm::to_vector(llvm::seq<int64_t>(0, starts.size())));
  });
  Shape steps(starts.size(), 1);
  if (node.hasInput(4))
    steps = Shape(node.integers(4, "steps"));
  if (node.failed())
    return failure();
  if (ends.size() != starts.size() || axes.size() != starts.size() ||
      steps.size() != starts.size())
    return node.error() << "starts, ends, axes and steps differ in length";

  const HostTensor &input = *node.constant(0);
  Shape shape = input.shape, strides = stridesOf(input.shape);
  llvm::SmallVector<SliceRange> ranges;
  for (int64_t size : shape)
    ranges.push_back({0, 1, size});
  for (size_t i = 0; i < axes.size(); ++i) {
    int64_t axis = node.normalizeAxis(axes[i], shape.size());
    if (!node.failed() && (steps[i] == 0 || steps[i] == INT64_MIN))
      node.error() << "step is " << steps[i];
    if (node.failed())
      return failure();
    ranges[axis] = makeRange(starts[i], ends[i], steps[i], input.shape[axis]);
    shape[axis] = ranges[axis].count;
  }
  Shape newStrides = stridesOf(shape);
  return node.result(input.gather(shape, [&](int64_t i) {
    int64_t source = 0;
    for (size_t d = 0; d < shape.size(); ++d)
      source +=
          (ranges[d].start + i / newStrides[d] % shape[d] * ranges[d].step) *
          strides[d];
    return source;
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
  Shape shape = first.shape;
  shape[axis] = 0;
  std::vector<const HostTensor *> parts;
  for (unsigned i = 0; i < node.numInputs(); ++i) {
    const HostTensor *part = node.constant(i);
    Shape expected = shape;
    if (part && part->shape.size() == shape.size())
      expected[axis] = part->shape[axis];
    if (!part || part->shape != expected || part->element != first.element)
      return node.error() << "input " << i
                          << " differs from the first in type or shape";
    shape[axis] += part->shape[axis];
    parts.push_back(part);
  }
  if (!node.checkSize(shape))
    return failure();
  AxisSplit split = splitAtAxis(shape, axis);
  HostTensor result;
  result.element = first.isReal() ? Element::F32 : first.element;
  auto append = [&](const auto &from, auto &to, int64_t outer, int64_t length) {
    to.insert(to.end(), from.begin() + outer * length,
              from.begin() + (outer + 1) * length);
  };
  std::vector<std::vector<float>> reals;
  for (const HostTensor *part : parts)
    reals.push_back(part->isReal() ? part->toReals() : std::vector<float>());
  for (int64_t outer = 0; outer < split.outer; ++outer)
    for (auto [part, real] : llvm::zip(parts, reals)) {
      int64_t length = part->shape[axis] * split.inner;
      if (first.isReal())
        append(real, result.reals, outer, length);
      else
        append(part->integers, result.integers, outer, length);
    }
  result.shape = std::move(shape);
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
  Shape newStrides = stridesOf(shape);
  return node.result(input.gather(shape, [&](int64_t i) {
    int64_t source = 0;
    for (size_t d = 0; d < shape.size(); ++d)
      source += i / newStrides[d] % shape[d] % input.shape[d] * strides[d];
    return source;
  }));
}

} // namespace ecg
