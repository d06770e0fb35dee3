// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The shape rule of every layer (InferTypeOpInterface). Importing and
// verifying both come through here, so a rule stands once.

#include "ecg/IR/Shapes.h"
#include "LayerRules.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;

namespace ecg {

//===----------------------------------------------------------------------===//
// Shape arithmetic
//===----------------------------------------------------------------------===//

std::optional<int64_t> Window::countOver(int64_t length) const {
  int64_t room = length + padLow + padHigh - span();
  if (room < 0 || stride < 1)
    return std::nullopt;
  int64_t count = (ceilMode ? (room + stride - 1) / stride : room / stride) + 1;
  if (ceilMode && (count - 1) * stride >= length + padLow)
    --count;
  return count;
}

bool haveSameShapes(TypeRange a, TypeRange b) {
  return llvm::equal(a, b, [](Type x, Type y) {
    auto s = dyn_cast<ShapedType>(x), t = dyn_cast<ShapedType>(y);
    return s && t && s.getShape() == t.getShape();
  });
}

std::optional<SmallVector<int64_t>> broadcastShapes(ArrayRef<int64_t> a,
                                                    ArrayRef<int64_t> b) {
  if (a.size() < b.size())
    std::swap(a, b);
  SmallVector<int64_t> result(a);
  size_t shift = a.size() - b.size();
  for (size_t i = 0; i < b.size(); ++i) {
    int64_t &dim = result[i + shift];
    if (dim != b[i] && dim != 1 && b[i] != 1)
      return std::nullopt;
    if (dim == 1)
      dim = b[i];
  }
  return result;
}

AxisSplit splitAtAxis(ArrayRef<int64_t> shape, int64_t axis) {
  AxisSplit split{1, 1};
  for (int64_t dim : shape.take_front(axis))
    split.outer *= dim;
  for (int64_t dim : shape.drop_front(axis + 1))
    split.inner *= dim;
  return split;
}

std::string formatShape(ArrayRef<int64_t> shape) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  llvm::interleave(shape, stream, "x");
  return text;
}

LogicalResult yieldResult(ArrayRef<int64_t> shape, Value first,
                          SmallVectorImpl<Type> &results) {
  Type element = elementOf(first);
  // Per-axis types belong to weights; a result shape may not have that axis.
  if (auto perAxis = dyn_cast<quant::UniformQuantizedPerAxisType>(element))
    element = perAxis.getExpressedType();
  results.push_back(RankedTensorType::get(shape, element));
  return success();
}

LogicalResult requireAxis(std::optional<Location> loc, int64_t axis,
                          ArrayRef<int64_t> shape) {
  if (axis >= 0 && axis < static_cast<int64_t>(shape.size()))
    return success();
  return emitOptionalError(loc, "axis ", axis, " is not a dimension of ",
                           formatShape(shape));
}

//===----------------------------------------------------------------------===//
// Helpers of the rules
//===----------------------------------------------------------------------===//

namespace {

using Location = std::optional<mlir::Location>;
using Results = SmallVectorImpl<Type>;

LogicalResult yield(ArrayRef<int64_t> shape, Value first, Results &results) {
  return yieldResult(shape, first, results);
}

LogicalResult yieldSame(Value input, Results &results) {
  return yield(shapeOf(input), input, results);
}

/// Batch and `channels`, then the number of windows in each spatial dimension.
LogicalResult yieldWindows(Location loc, Value input, int64_t channels,
                           ArrayRef<Window> windows, Results &results) {
  ArrayRef<int64_t> in = shapeOf(input);
  SmallVector<int64_t> shape = {in[0], channels};
  for (auto [window, length] : llvm::zip_equal(windows, in.drop_front(2))) {
    std::optional<int64_t> count = window.countOver(length);
    if (!count || *count < 1)
      return emitOptionalError(
          loc, "window of span ", window.span(), " and stride ", window.stride,
          " does not fit into length ", length, " with pads ", window.padLow,
          " and ", window.padHigh);
    shape.push_back(*count);
  }
  return yield(shape, input, results);
}

LogicalResult requireRank(Location loc, Value value, StringRef what,
                          size_t rank) {
  if (shapeOf(value).size() == rank)
    return success();
  return emitOptionalError(loc, what, " must have rank ", rank, ", got shape ",
                           formatShape(shapeOf(value)));
}

LogicalResult requireWindows(Location loc, ArrayRef<Window> windows) {
  for (const Window &window : windows)
    if (window.kernel < 1 || window.stride < 1 || window.dilation < 1 ||
        window.padLow < 0 || window.padHigh < 0)
      return emitOptionalError(
          loc,
          "kernel, stride and dilation must be positive and pads not "
          "negative, got kernel ",
          window.kernel, ", stride ", window.stride, ", dilation ",
          window.dilation, ", pads ", window.padLow, " and ", window.padHigh);
  return success();
}

/// Attribute lists must have one entry (pads: two) a spatial dimension.
LogicalResult requireLength(Location loc, StringRef what,
                            ArrayRef<int64_t> list, size_t expected) {
  if (list.size() == expected)
    return success();
  return emitOptionalError(loc, what, " must have ", expected, " entries, got ",
                           list.size());
}

/// Channels of input and weight must agree under `groups`.
LogicalResult requireChannels(Location loc, Value input, Value weight,
                              int64_t groups) {
  ArrayRef<int64_t> in = shapeOf(input), w = shapeOf(weight);
  if (groups < 1 || w[0] % groups != 0 || in[1] != w[1] * groups)
    return emitOptionalError(loc, "input has ", in[1], " channels, weight ",
                             formatShape(w), " with ", groups,
                             " groups expects ", w[1] * groups);
  return success();
}

/// Convolutions whose attributes are lists, `rank` entries long.
template <typename Adaptor>
LogicalResult inferConvolution(Location loc, Adaptor op, size_t rank,
                               Results &results) {
  if (failed(requireRank(loc, op.getInput(), "input", rank + 2)) ||
      failed(requireRank(loc, op.getWeight(), "weight", rank + 2)) ||
      failed(requireLength(loc, "strides", op.getStrides(), rank)) ||
      failed(requireLength(loc, "pads", op.getPads(), 2 * rank)) ||
      failed(requireLength(loc, "dilations", op.getDilations(), rank)) ||
      failed(
          requireChannels(loc, op.getInput(), op.getWeight(), op.getGroups())))
    return failure();
  SmallVector<Window, 3> windows;
  for (size_t d = 0; d < rank; ++d)
    windows.push_back({shapeOf(op.getWeight())[d + 2], op.getStrides()[d],
                       op.getPads()[d], op.getPads()[d + rank],
                       op.getDilations()[d]});
  if (failed(requireWindows(loc, windows)))
    return failure();
  return yieldWindows(loc, op.getInput(), shapeOf(op.getWeight())[0], windows,
                      results);
}

template <typename Adaptor>
LogicalResult inferPool(Location loc, Adaptor op, ArrayRef<int64_t> dilations,
                        Results &results) {
  size_t rank = op.getKernel().size();
  ArrayRef<int64_t> pads = op.getPads().value_or(ArrayRef<int64_t>());
  if (rank < 1 || rank > 2)
    return emitOptionalError(loc, "kernel must have 1 or 2 entries, got ",
                             rank);
  if (failed(requireRank(loc, op.getInput(), "input", rank + 2)) ||
      failed(requireLength(loc, "strides", op.getStrides(), rank)) ||
      (!pads.empty() && failed(requireLength(loc, "pads", pads, 2 * rank))) ||
      (!dilations.empty() &&
       failed(requireLength(loc, "dilations", dilations, rank))))
    return failure();
  SmallVector<Window, 2> windows;
  for (size_t d = 0; d < rank; ++d)
    windows.push_back({op.getKernel()[d], op.getStrides()[d],
                       pads.empty() ? 0 : pads[d],
                       pads.empty() ? 0 : pads[d + rank],
                       dilations.empty() ? 1 : dilations[d],
                       static_cast<bool>(op.getCeilMode())});
  if (failed(requireWindows(loc, windows)))
    return failure();
  return yieldWindows(loc, op.getInput(), shapeOf(op.getInput())[1], windows,
                      results);
}

template <typename Adaptor>
LogicalResult inferBroadcast(Location loc, Adaptor op, Results &results) {
  auto shape = broadcastShapes(shapeOf(op.getLhs()), shapeOf(op.getRhs()));
  if (!shape)
    return emitOptionalError(loc, "shapes ", formatShape(shapeOf(op.getLhs())),
                             " and ", formatShape(shapeOf(op.getRhs())),
                             " do not broadcast");
  return yield(*shape, op.getLhs(), results);
}

} // namespace

//===----------------------------------------------------------------------===//
// One rule a layer
//===----------------------------------------------------------------------===//

ECG_INFER(Conv1dOp) {
  Adaptor op(operands, attributes, properties, regions);
  if (failed(requireRank(loc, op.getInput(), "input", 3)) ||
      failed(requireRank(loc, op.getWeight(), "weight", 3)) ||
      failed(requireLength(loc, "pads", op.getPads(), 2)) ||
      failed(
          requireChannels(loc, op.getInput(), op.getWeight(), op.getGroups())))
    return failure();
  Window window{shapeOf(op.getWeight())[2],
                static_cast<int64_t>(op.getStride()), op.getPads()[0],
                op.getPads()[1], static_cast<int64_t>(op.getDilation())};
  if (failed(requireWindows(loc, window)))
    return failure();
  return yieldWindows(loc, op.getInput(), shapeOf(op.getWeight())[0], window,
                      results);
}

ECG_INFER(Conv2dOp) {
  return inferConvolution(
      loc, Adaptor(operands, attributes, properties, regions), 2, results);
}
ECG_INFER(Conv3dOp) {
  return inferConvolution(
      loc, Adaptor(operands, attributes, properties, regions), 3, results);
}

ECG_INFER(ConvTransposeOp) {
  Adaptor op(operands, attributes, properties, regions);
  size_t rank = op.getStrides().size();
  if (rank < 1 || rank > 3)
    return emitOptionalError(loc, "strides must have 1 to 3 entries, got ",
                             rank);
  if (failed(requireRank(loc, op.getInput(), "input", rank + 2)) ||
      failed(requireRank(loc, op.getWeight(), "weight", rank + 2)) ||
      failed(requireLength(loc, "pads", op.getPads(), 2 * rank)) ||
      failed(requireLength(loc, "dilations", op.getDilations(), rank)) ||
      failed(
          requireLength(loc, "output_padding", op.getOutputPadding(), rank)) ||
      failed(
          requireChannels(loc, op.getInput(), op.getWeight(), op.getGroups())))
    return failure();
  ArrayRef<int64_t> in = shapeOf(op.getInput());
  SmallVector<int64_t> shape = {in[0], shapeOf(op.getWeight())[0]};
  for (size_t d = 0; d < rank; ++d) {
    Window window{shapeOf(op.getWeight())[d + 2], op.getStrides()[d],
                  op.getPads()[d], op.getPads()[d + rank],
                  op.getDilations()[d]};
    int64_t behind = op.getOutputPadding()[d];
    if (failed(requireWindows(loc, window)))
      return failure();
    int64_t length = window.stride * (in[d + 2] - 1) + behind + window.span() -
                     window.padLow - window.padHigh;
    if (behind < 0 || length < 1)
      return emitOptionalError(loc, "pads ", window.padLow, " and ",
                               window.padHigh, " and output padding ", behind,
                               " leave a length of ", length);
    shape.push_back(length);
  }
  return yield(shape, op.getInput(), results);
}

ECG_INFER(LinearOp) {
  Adaptor op(operands, attributes, properties, regions);
  ArrayRef<int64_t> in = shapeOf(op.getInput());
  if (failed(requireRank(loc, op.getWeight(), "weight", 2)))
    return failure();
  ArrayRef<int64_t> weight = shapeOf(op.getWeight());
  if (in.empty() || in.back() != weight[1])
    return emitOptionalError(loc, "input ", formatShape(in),
                             " does not end in the ", weight[1],
                             " features of weight ", formatShape(weight));
  SmallVector<int64_t> shape(in);
  shape.back() = weight[0];
  return yield(shape, op.getInput(), results);
}

ECG_INFER(MaxPoolOp) {
  Adaptor op(operands, attributes, properties, regions);
  return inferPool(loc, op, op.getDilations().value_or(ArrayRef<int64_t>()),
                   results);
}

ECG_INFER(MaxPoolIndicesOp) {
  Adaptor op(operands, attributes, properties, regions);
  if (failed(inferPool(loc, op, op.getDilations().value_or(ArrayRef<int64_t>()),
                       results)))
    return failure();
  Type element = IntegerType::get(context, 64);
  results.front() = cast<RankedTensorType>(results.front()).clone(element);
  return success();
}

ECG_INFER(AvgPoolOp) {
  Adaptor op(operands, attributes, properties, regions);
  return inferPool(loc, op, /*dilations=*/{}, results);
}

ECG_INFER(GlobalAvgPoolOp) {
  Adaptor op(operands, attributes, properties, regions);
  SmallVector<int64_t> shape(shapeOf(op.getInput()));
  if (shape.size() < 3)
    return emitOptionalError(loc, "input must have rank 3 or more, got shape ",
                             formatShape(shape));
  std::fill(shape.begin() + 2, shape.end(), 1);
  return yield(shape, op.getInput(), results);
}

ECG_INFER(ConcatOp) {
  Adaptor op(operands, attributes, properties, regions);
  if (op.getInputs().empty())
    return emitOptionalError(loc, "concat needs at least one input");
  SmallVector<int64_t> shape(shapeOf(op.getInputs().front()));
  int64_t axis = op.getAxis();
  if (failed(requireAxis(loc, axis, shape)))
    return failure();
  for (Value input : op.getInputs().drop_front()) {
    SmallVector<int64_t> other(shapeOf(input));
    if (other.size() != shape.size())
      return emitOptionalError(loc, "inputs differ in rank");
    int64_t length = other[axis];
    other[axis] = shape[axis];
    if (other != shape)
      return emitOptionalError(loc, "input ", formatShape(shapeOf(input)),
                               " differs from ", formatShape(shape),
                               " not only on axis ", axis);
    shape[axis] += length;
  }
  return yield(shape, op.getInputs().front(), results);
}

ECG_INFER(TransposeOp) {
  Adaptor op(operands, attributes, properties, regions);
  ArrayRef<int64_t> in = shapeOf(op.getInput());
  ArrayRef<int64_t> permutation = op.getPermutation();
  if (!isPermutationVector(permutation) || permutation.size() != in.size())
    return emitOptionalError(loc, "permutation [", formatShape(permutation),
                             "] does not permute the dimensions of ",
                             formatShape(in));
  return yield(applyPermutation(in, permutation), op.getInput(), results);
}

ECG_INFER(PadOp) {
  Adaptor op(operands, attributes, properties, regions);
  SmallVector<int64_t> shape(shapeOf(op.getInput()));
  if (failed(requireLength(loc, "low", op.getLow(), shape.size())) ||
      failed(requireLength(loc, "high", op.getHigh(), shape.size())))
    return failure();
  for (size_t d = 0; d < shape.size(); ++d) {
    if (op.getLow()[d] < 0 || op.getHigh()[d] < 0)
      return emitOptionalError(loc, "pads must not be negative, got ",
                               op.getLow()[d], " and ", op.getHigh()[d],
                               " on dimension ", d);
    shape[d] += op.getLow()[d] + op.getHigh()[d];
  }
  return yield(shape, op.getInput(), results);
}

ECG_INFER(AddOp) {
  return inferBroadcast(loc, Adaptor(operands, attributes, properties, regions),
                        results);
}
ECG_INFER(MulOp) {
  return inferBroadcast(loc, Adaptor(operands, attributes, properties, regions),
                        results);
}

ECG_INFER(BinaryOp) {
  return inferBroadcast(loc, Adaptor(operands, attributes, properties, regions),
                        results);
}

/// The shape of `value` in this order of its dimensions.
static FailureOr<SmallVector<int64_t>>
orderedShape(Location loc, Value value, StringRef what,
             std::optional<ArrayRef<int64_t>> order) {
  SmallVector<int64_t> shape(shapeOf(value));
  if (shape.size() < 2)
    return emitOptionalError(loc, what, " must have rank 2 or more, got shape ",
                             formatShape(shape));
  if (!order)
    return shape;
  if (!isPermutationVector(*order) || order->size() != shape.size())
    return emitOptionalError(loc, what, " order [", formatShape(*order),
                             "] does not permute the dimensions of ",
                             formatShape(shape));
  return applyPermutation(shape, *order);
}

ECG_INFER(MatmulOp) {
  Adaptor op(operands, attributes, properties, regions);
  auto a = orderedShape(loc, op.getLhs(), "lhs", op.getLhsPermutation());
  auto b = orderedShape(loc, op.getRhs(), "rhs", op.getRhsPermutation());
  if (failed(a) || failed(b))
    return failure();
  auto batch =
      broadcastShapes(ArrayRef(*a).drop_back(2), ArrayRef(*b).drop_back(2));
  if (!batch || a->back() != (*b)[b->size() - 2])
    return emitOptionalError(loc, "matrices of shapes ", formatShape(*a),
                             " and ", formatShape(*b), " have no product");
  batch->push_back((*a)[a->size() - 2]);
  batch->push_back(b->back());
  std::optional<ArrayRef<int64_t>> order = op.getResultPermutation();
  if (!order)
    return yield(*batch, op.getLhs(), results);
  if (!isPermutationVector(*order) || order->size() != batch->size())
    return emitOptionalError(loc, "result order [", formatShape(*order),
                             "] does not permute the dimensions of ",
                             formatShape(*batch));
  return yield(applyPermutation(*batch, *order), op.getLhs(), results);
}

// Layers that work element by element keep the shape.
ECG_INFER(FakeMultiBitOp) { return yieldSame(operands.front(), results); }
ECG_INFER(FakeQuantizeOp) { return yieldSame(operands.front(), results); }
ECG_INFER(BatchNormOp) { return yieldSame(operands.front(), results); }
ECG_INFER(ReluOp) { return yieldSame(operands.front(), results); }
ECG_INFER(LeakyReluOp) { return yieldSame(operands.front(), results); }
ECG_INFER(ClipOp) { return yieldSame(operands.front(), results); }
ECG_INFER(SigmoidOp) { return yieldSame(operands.front(), results); }
ECG_INFER(TanhOp) { return yieldSame(operands.front(), results); }
ECG_INFER(SwishOp) { return yieldSame(operands.front(), results); }
ECG_INFER(HardSwishOp) { return yieldSame(operands.front(), results); }
ECG_INFER(UnaryOp) { return yieldSame(operands.front(), results); }
ECG_INFER(LogSoftmaxOp) { return yieldSame(operands.front(), results); }
ECG_INFER(LayerNormOp) { return yieldSame(operands.front(), results); }
ECG_INFER(SoftmaxOp) { return yieldSame(operands.front(), results); }

} // namespace ecg
