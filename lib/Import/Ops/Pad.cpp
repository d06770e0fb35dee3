// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Pad. Constants around real numbers are a layer, which convolutions take over;
// everything else is slices side by side.

#include "Ops.h"
#include "ecg/IR/Shapes.h"

using namespace mlir;

namespace ecg {

namespace {

/// Low and high pads for every dimension. Pads are all begins, then all ends,
/// for the named axes only if there are any (opset 18).
struct Pads {
  Shape low, high;
};

Pads readPads(Node &node) {
  size_t rank = node.rank(0);
  Pads pads{Shape(rank, 0), Shape(rank, 0)};
  Shape list = node.opset() < 11 ? node.integersAttribute("pads", {})
                                 : Shape(node.integers(1, "pads"));
  Shape axes;
  if (node.hasInput(3))
    axes = Shape(node.integers(3, "axes"));
  else
    llvm::append_range(axes, llvm::seq<int64_t>(0, rank));
  if (!node.failed() && list.size() != 2 * axes.size())
    node.error() << "pads have " << list.size() << " entries, expected "
                 << 2 * axes.size();
  for (size_t i = 0; i < axes.size() && !node.failed(); ++i) {
    int64_t dim = node.normalizeAxis(axes[i], rank);
    if (node.failed())
      break;
    pads.low[dim] = list[i];
    pads.high[dim] = list[i + axes.size()];
    for (int64_t pad : {pads.low[dim], pads.high[dim]})
      if ((pad < -node.shape(0)[dim] || pad > INT32_MAX) && !node.failed())
        node.error() << "pad " << pad << " of dimension " << dim
                     << " is too large";
  }
  return pads;
}

Shape shapeOf(Value value) {
  return Shape(cast<RankedTensorType>(value.getType()).getShape());
}

/// Negative pads cut off; what is left of `pads` is not negative.
Value crop(Node &node, Value input, Pads &pads) {
  if (node.failed())
    return {};
  Shape starts(pads.low.size(), 0), sizes = shapeOf(input);
  for (size_t d = 0; d < sizes.size(); ++d) {
    starts[d] = std::max<int64_t>(-pads.low[d], 0);
    sizes[d] -= starts[d] + std::max<int64_t>(-pads.high[d], 0);
    pads.low[d] = std::max<int64_t>(pads.low[d], 0);
    pads.high[d] = std::max<int64_t>(pads.high[d], 0);
  }
  return node.slice(input, starts, sizes);
}

/// Makes the `count` elements before (or after) a tensor along a dimension.
using MakeBorder = llvm::function_ref<Value(Value input, int64_t dim,
                                            int64_t count, bool isBefore)>;

/// One dimension after the other, so that later ones repeat earlier borders.
Value surround(Node &node, Value input, const Pads &pads,
               MakeBorder makeBorder) {
  for (size_t d = 0; d < pads.low.size() && !node.failed(); ++d) {
    llvm::SmallVector<Value> parts;
    if (pads.low[d] > 0)
      parts.push_back(makeBorder(input, d, pads.low[d], true));
    parts.push_back(input);
    if (pads.high[d] > 0)
      parts.push_back(makeBorder(input, d, pads.high[d], false));
    if (parts.size() > 1)
      input = node.create<ConcatOp>(parts, static_cast<int64_t>(d));
  }
  return input;
}

/// `count` elements along `dim` from `start` on, by `step`.
Value take(Node &node, Value input, int64_t dim, int64_t start, int64_t count,
           int64_t step) {
  Shape starts(shapeOf(input).size(), 0), sizes = shapeOf(input);
  Shape steps(sizes.size(), 1);
  starts[dim] = start;
  sizes[dim] = count;
  steps[dim] = step;
  return node.slice(input, starts, sizes, steps);
}

/// The border of a mode other than constant; null where there is none.
Value repeat(Node &node, llvm::StringRef mode, Value input, int64_t dim,
             int64_t count, bool isBefore) {
  Shape shape = shapeOf(input);
  int64_t length = shape[dim];
  if (mode == "edge") {
    Value edge = take(node, input, dim, isBefore ? 0 : length - 1, 1, 1);
    shape[dim] = count;
    return node.expand(edge, shape);
  }
  bool mirrors = mode == "reflect";
  if (count > length - mirrors) {
    node.error() << "pads " << count << " elements in mode '" << mode
                 << "' around a dimension of " << length;
    return {};
  }
  if (mirrors)
    return take(node, input, dim, isBefore ? count : length - 2, count, -1);
  return take(node, input, dim, isBefore ? length - count : 0, count, 1);
}

/// The constant, which may be computed at run time, as one element of the
/// type of `input`.
Value paddingValue(Node &node, Value input) {
  Type element = cast<RankedTensorType>(input.getType()).getElementType();
  Value value = node.opset() >= 11 && node.hasInput(2)
                    ? node.any(2, element)
                    : node.materializeAs(HostTensor::ofReals({}, {0}), element);
  if (value && cast<RankedTensorType>(value.getType()).getNumElements() != 1)
    node.error() << "constant_value has shape [" << formatShape(shapeOf(value))
                 << "], expected one element";
  return node.reshape(value, Shape(shapeOf(input).size(), 1));
}

/// The constant where it is known and the layer takes it.
std::optional<float> knownValue(Node &node, Value input) {
  if (!cast<RankedTensorType>(input.getType()).getElementType().isF32())
    return std::nullopt;
  if (node.opset() < 11)
    return node.realAttribute("value", 0);
  if (!node.hasInput(2))
    return 0;
  return node.constant(2) ? std::optional(node.scalar(2, "constant_value"))
                          : std::nullopt;
}

} // namespace

LogicalResult importPad(Node &node) {
  std::string mode = node.stringAttribute("mode", "constant");
  Pads pads = readPads(node);
  Value input = crop(node, node.any(0), pads);
  if (node.failed())
    return failure();
  if (mode == "constant") {
    if (std::optional<float> value = knownValue(node, input))
      return node.result(node.create<PadOp>(input, pads.low, pads.high,
                                            llvm::APFloat(*value)));
    Value value = paddingValue(node, input);
    return node.result(surround(
        node, input, pads, [&](Value inner, int64_t dim, int64_t count, bool) {
          Shape shape = shapeOf(inner);
          shape[dim] = count;
          return node.expand(value, shape);
        }));
  }
  if (mode != "edge" && mode != "reflect" && mode != "wrap")
    return node.error() << "attribute 'mode' is '" << mode
                        << "'; accepted are 'constant', 'edge', 'reflect' and "
                           "'wrap'";
  return node.result(
      surround(node, input, pads,
               [&](Value inner, int64_t dim, int64_t count, bool isBefore) {
                 return repeat(node, mode, inner, dim, count, isBefore);
               }));
}

} // namespace ecg
