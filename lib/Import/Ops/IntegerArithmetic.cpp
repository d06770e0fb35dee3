// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Quantization as arithmetic of layers.

#include "IntegerArithmetic.h"
#include "ecg/IR/Shapes.h"
#include "mlir/Dialect/Quant/QuantTypes.h"

using namespace mlir;

namespace ecg {

namespace {

RankedTensorType typeOf(Value value) {
  return cast<RankedTensorType>(value.getType());
}

Type int32(Node &node) {
  return IntegerType::get(node.elementType(0).getContext(), 32);
}
Type float32(Node &node) {
  return Float32Type::get(node.elementType(0).getContext());
}

/// round(real) + zero point, limited to its type.
Value roundTo(Node &node, Value real, unsigned zeroPointIndex, int64_t axis) {
  if (node.failed())
    return {};
  Value rounded = node.create<UnaryOp>("round", real);
  if (!node.hasInput(zeroPointIndex))
    return node.cast(
        rounded, IntegerType::get(real.getContext(), 8, IntegerType::Unsigned));
  Value zeroPoint =
      alongAxis(node, node.any(zeroPointIndex), axis, typeOf(real).getRank());
  Value moved = node.create<AddOp>(rounded, node.cast(zeroPoint, float32(node)),
                                   ClampAttr());
  return node.cast(moved, node.elementType(zeroPointIndex));
}

} // namespace

Value alongAxis(Node &node, Value vector, int64_t axis, int64_t rank) {
  if (node.failed() || typeOf(vector).getRank() != 1)
    return vector;
  int64_t length = typeOf(vector).getDimSize(0);
  if (length == 1)
    return node.reshape(vector, {});
  Shape shape(rank, 1);
  int64_t dim = node.normalizeAxis(axis, rank);
  if (node.failed())
    return {};
  shape[dim] = length;
  return node.reshape(vector, shape);
}

Value subtractZeroPoint(Node &node, unsigned index, unsigned zeroPointIndex,
                        int64_t axis) {
  Value wide = node.cast(node.any(index), int32(node));
  if (!node.hasInput(zeroPointIndex) || node.failed())
    return wide;
  Value zeroPoint = node.cast(node.any(zeroPointIndex), int32(node));
  zeroPoint = alongAxis(node, zeroPoint, axis, node.rank(index));
  return node.create<BinaryOp>("sub", wide, zeroPoint);
}

Value quantizePlain(Node &node, Value real, unsigned scaleIndex, int64_t axis) {
  if (node.failed())
    return {};
  Value scale =
      alongAxis(node, node.value(scaleIndex), axis, typeOf(real).getRank());
  return roundTo(node, node.create<BinaryOp>("div", real, scale),
                 scaleIndex + 1, axis);
}

Value dequantizePlain(Node &node, unsigned index, int64_t axis) {
  Value centered = subtractZeroPoint(node, index, index + 2, axis);
  Value scale = alongAxis(node, node.value(index + 1), axis, node.rank(index));
  return node.create<MulOp>(node.cast(centered, float32(node)), scale,
                            ClampAttr());
}

Value requantizePlain(Node &node, Value accumulators, unsigned aScale,
                      unsigned bScale, int64_t bAxis, unsigned resultScale) {
  if (node.failed())
    return {};
  int64_t rank = typeOf(accumulators).getRank();
  Value factors = node.create<MulOp>(
      alongAxis(node, node.value(aScale), 0, rank),
      alongAxis(node, node.value(bScale), bAxis, rank), ClampAttr());
  Value ratio = node.create<BinaryOp>(
      "div", factors, alongAxis(node, node.value(resultScale), 0, rank));
  Value real = node.create<MulOp>(node.cast(accumulators, float32(node)), ratio,
                                  ClampAttr());
  return roundTo(node, real, resultScale + 1, /*axis=*/0);
}

bool isPlainInteger(Node &node, unsigned index) {
  return !node.constant(index) && isa<IntegerType>(node.elementType(index));
}

bool areConstant(Node &node, llvm::ArrayRef<unsigned> indices) {
  return llvm::all_of(indices, [&](unsigned index) {
    return !node.hasInput(index) || node.constant(index);
  });
}

} // namespace ecg
