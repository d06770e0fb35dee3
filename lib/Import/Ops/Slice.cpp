// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Slice and Split.

#include "Ops.h"
#include "ecg/IR/Shapes.h"

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

/// The parts that Split makes along dimension `axis`. Empty on failure.
Shape readParts(Node &node, int64_t axis) {
  int64_t length = node.shape(0)[axis];
  Shape parts = node.opset() < 13  ? node.integersAttribute("split", {})
                : node.hasInput(1) ? Shape(node.integers(1, "split"))
                                   : Shape();
  int64_t count = node.integerAttribute("num_outputs", node.numOutputs());
  if (node.failed())
    return {};
  if (parts.empty() && count > 0) {
    // The last part is smaller where they cannot be equal (opset 18).
    int64_t part = (length + count - 1) / count;
    if (length % count != 0 && node.opset() < 18)
      node.error() << "cannot split " << length << " into " << count
                   << " equal parts";
    parts.assign(count, part);
    parts.back() = length - (count - 1) * part;
  }
  int64_t sum = 0;
  for (int64_t part : parts)
    sum += part;
  if (!node.failed() && (sum != length || parts.size() != node.numOutputs()))
    node.error() << "splits " << length << " into parts [" << formatShape(parts)
                 << "] for " << node.numOutputs() << " outputs";
  return node.failed() ? Shape() : parts;
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

LogicalResult importSlice(Node &node) {
  llvm::SmallVector<SliceRange> ranges = readSlice(node, node.shape(0));
  Value input = node.any(0);
  if (node.failed())
    return failure();
  Shape starts, sizes, steps;
  for (const SliceRange &range : ranges) {
    starts.push_back(range.start);
    sizes.push_back(range.count);
    // One element has no distance to the next.
    steps.push_back(range.count == 1 ? 1 : range.step);
  }
  return node.result(node.slice(input, starts, sizes, steps));
}

LogicalResult importSplit(Node &node) {
  int64_t axis =
      node.normalizeAxis(node.integerAttribute("axis", 0), node.rank(0));
  if (node.failed())
    return failure();
  Shape parts = readParts(node, axis);
  Value input = node.any(0);
  Shape starts(node.rank(0), 0), sizes(node.shape(0));
  for (auto [i, part] : llvm::enumerate(parts)) {
    sizes[axis] = part;
    node.setOutput(i, node.slice(input, starts, sizes));
    starts[axis] += part;
  }
  return success(!node.failed());
}

} // namespace ecg
