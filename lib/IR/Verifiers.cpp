// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the shape rules of Shapes.cpp leave open: parameters that must match
// channels, axes in range, and the types of constants and quantized values.

#include "EcgRtKernels.h"
#include "LayerRules.h"
#include "ecg/IR/EcgOps.h"
#include "ecg/IR/ResizeTable.h"
#include "mlir/IR/AsmState.h"
#include "mlir/IR/DialectResourceBlobManager.h"

using namespace mlir;

namespace ecg {

namespace {

RankedTensorType tensorType(Value value) {
  return cast<RankedTensorType>(value.getType());
}

/// A vector with one entry a channel.
LogicalResult verifyVector(Operation *op, Value value, StringRef what,
                           int64_t channels) {
  ArrayRef<int64_t> shape = tensorType(value).getShape();
  if (shape.size() == 1 && shape[0] == channels)
    return success();
  return op->emitOpError() << what << " must have shape " << channels
                           << ", got " << formatShape(shape);
}

/// Float layers are float throughout, quantized ones quantized throughout.
LogicalResult verifyUniform(Operation *op) {
  auto isFloat = [](Type type) {
    return cast<RankedTensorType>(type).getElementType().isF32();
  };
  bool first = isFloat(op->getResult(0).getType());
  if (llvm::all_of(op->getOperandTypes(),
                   [&](Type type) { return isFloat(type) == first; }))
    return success();
  return op->emitOpError(
      "mixes float and quantized operands and results; convert with "
      "ecg.quantize and ecg.dequantize");
}

/// A type with one scale an index needs as many scales as there are indices.
LogicalResult verifyScales(Operation *op, Value value) {
  auto type = tensorType(value);
  auto perAxis =
      dyn_cast<quant::UniformQuantizedPerAxisType>(type.getElementType());
  if (!perAxis)
    return success();
  int64_t axis = perAxis.getQuantizedDimension();
  int64_t scales = perAxis.getScales().size();
  if (axis >= 0 && axis < type.getRank() && type.getDimSize(axis) == scales)
    return success();
  return op->emitOpError() << "has " << scales << " scales along dimension "
                           << axis << " of " << formatShape(type.getShape());
}

template <typename Op> LogicalResult verifyWeighted(Op op) {
  if (op.getBias() &&
      failed(verifyVector(op, op.getBias(), "bias",
                          tensorType(op.getWeight()).getDimSize(0))))
    return failure();
  return verifyUniform(op);
}

/// A resource stands apart from its type in a file, so it may be missing or of
/// another size.
LogicalResult verifyResource(ConstantOp op, DenseResourceElementsAttr value) {
  AsmResourceBlob *blob = value.getRawHandle().getBlob();
  if (!blob)
    return op.emitOpError()
           << "resource '" << value.getRawHandle().getKey() << "' is missing";
  int64_t expected =
      value.getNumElements() *
      llvm::divideCeil(value.getElementType().getIntOrFloatBitWidth(), 8);
  if (static_cast<int64_t>(blob->getData().size()) == expected)
    return success();
  return op.emitOpError() << "resource '" << value.getRawHandle().getKey()
                          << "' has " << blob->getData().size()
                          << " bytes where " << expected << " are needed";
}

} // namespace

LogicalResult ConstantOp::verify() {
  auto result = tensorType(getResult());
  auto value = cast<ShapedType>(getValue().getType());
  Type stored = result.getElementType();
  if (auto quantized = dyn_cast<quant::QuantizedType>(stored))
    stored = quantized.getStorageType();
  if (value.getShape() != result.getShape() || value.getElementType() != stored)
    return emitOpError() << "value of type " << value
                         << " does not hold the numbers of " << result;
  if (failed(verifyScales(*this, getResult())))
    return failure();
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(getValue()))
    return verifyResource(*this, resource);
  if (!isa<DenseElementsAttr>(getValue()))
    return emitOpError("value must be dense");
  return success();
}

LogicalResult QuantizeOp::verify() {
  if (tensorType(getInput()).getShape() != tensorType(getResult()).getShape())
    return emitOpError("must not change the shape");
  return verifyScales(*this, getResult());
}

LogicalResult DequantizeOp::verify() {
  if (tensorType(getInput()).getShape() != tensorType(getResult()).getShape())
    return emitOpError("must not change the shape");
  return verifyScales(*this, getInput());
}

LogicalResult Conv1dOp::verify() { return verifyWeighted(*this); }
LogicalResult Conv2dOp::verify() { return verifyWeighted(*this); }
LogicalResult Conv3dOp::verify() { return verifyWeighted(*this); }
LogicalResult ConvTransposeOp::verify() { return verifyWeighted(*this); }
LogicalResult LinearOp::verify() { return verifyWeighted(*this); }
LogicalResult MaxPoolOp::verify() { return verifyUniform(*this); }
LogicalResult AvgPoolOp::verify() { return verifyUniform(*this); }
LogicalResult TransposeOp::verify() { return verifyUniform(*this); }
LogicalResult PadOp::verify() { return verifyUniform(*this); }
LogicalResult ConcatOp::verify() { return verifyUniform(*this); }

LogicalResult BatchNormOp::verify() {
  if (tensorType(getInput()).getRank() < 2)
    return emitOpError("input must have a channel dimension, got shape ")
           << formatShape(tensorType(getInput()).getShape());
  int64_t channels = tensorType(getInput()).getDimSize(1);
  if (failed(verifyVector(*this, getScale(), "scale", channels)) ||
      failed(verifyVector(*this, getShift(), "shift", channels)) ||
      failed(verifyVector(*this, getMean(), "mean", channels)))
    return failure();
  return verifyVector(*this, getVariance(), "variance", channels);
}

/// Integers that float32 rounds exactly (@fake_quantize).
static constexpr int64_t largestFakeInteger = 1 << 21;

/// One pair, or one a scale, each around the zero point.
static LogicalResult verifyRanges(FakeQuantizeOp op, int64_t scales) {
  int64_t values = op.getRange().size(), zeroPoint = op.getZeroPoint();
  if (values != 2 && values != 2 * scales)
    return op.emitOpError() << "range must hold two integers"
                            << (scales > 1 ? ", or two for each scale" : "")
                            << ", got " << values;
  for (int64_t i = 0; i < values / 2; ++i) {
    auto [low, high] = op.getRangeAt(i);
    if (low > high)
      return op.emitOpError("range must not fall");
    if (low < -largestFakeInteger || high > largestFakeInteger)
      return op.emitOpError("range must lie within 2^21 of zero");
    // Numbers that are never 0, as scales, need none.
    if (zeroPoint && (zeroPoint < low || zeroPoint > high))
      return op.emitOpError()
             << "zero point " << zeroPoint << " must lie in the range";
  }
  return success();
}

LogicalResult FakeQuantizeOp::verify() {
  RankedTensorType type = tensorType(getInput());
  if (getAxis() && *getAxis() >= static_cast<uint64_t>(type.getRank()))
    return emitOpError() << "axis " << *getAxis()
                         << " is not a dimension of a tensor of rank "
                         << type.getRank();
  int64_t scales = getAxis() ? type.getDimSize(*getAxis()) : 1;
  if (failed(verifyRanges(*this, scales)))
    return failure();
  return verifyVector(*this, getScale(), "scale", scales);
}

template <typename Op> static LogicalResult verifySoftmax(Op op) {
  int64_t rank = tensorType(op.getInput()).getRank();
  if (op.getAxis() >= static_cast<uint64_t>(rank))
    return op.emitOpError()
           << "axis " << op.getAxis()
           << " is not a dimension of a tensor of rank " << rank;
  return verifyUniform(op);
}

LogicalResult ResizeOp::verify() {
  ArrayRef<int64_t> in = tensorType(getInput()).getShape();
  ArrayRef<int64_t> out = tensorType(getResult()).getShape();
  if (!isResizeMode(getMode()) || !isResizeCoordinates(getCoordinates()) ||
      !isResizeNearest(getNearest()))
    return emitOpError() << "has no mode '" << getMode() << "', '"
                         << getCoordinates() << "', '" << getNearest() << "'";
  if (in.size() != out.size() || getScales().size() != in.size())
    return emitOpError() << "needs one scale a dimension to make "
                         << formatShape(out) << " of " << formatShape(in);
  if (llvm::any_of(getScales(), [](float s) { return !(s > 0); }))
    return emitOpError("needs positive scales");
  bool crops = getCoordinates() == "tf_crop_and_resize";
  if (crops != getRoi().has_value() ||
      (crops && getRoi()->size() != 2 * in.size()))
    return emitOpError("takes a roi of two numbers a dimension with "
                       "tf_crop_and_resize, and only then");
  return verifyUniform(*this);
}
LogicalResult SoftmaxOp::verify() { return verifySoftmax(*this); }
LogicalResult LogSoftmaxOp::verify() { return verifySoftmax(*this); }

LogicalResult ReshapeOp::verify() {
  if (tensorType(getInput()).getNumElements() !=
      tensorType(getResult()).getNumElements())
    return emitOpError() << "cannot make "
                         << formatShape(tensorType(getResult()).getShape())
                         << " of "
                         << formatShape(tensorType(getInput()).getShape());
  return verifyUniform(*this);
}

LogicalResult verifyFunction(Operation *op, StringRef function, Value value) {
  Type type = elementOf(value);
  if (isa<quant::QuantizedType>(type))
    type = Float32Type::get(op->getContext());
  std::string kernel =
      rt::familyKernel(function, RankedTensorType::get({}, type));
  if (rt::isFamilyKernel(kernel))
    return success();
  return op->emitOpError() << "has no function '" << function
                           << "' for elements of type " << type;
}

LogicalResult verifySameElements(Operation *op, Value a, Value b) {
  auto plain = [](Value value) {
    Type element = elementOf(value);
    return isa<quant::QuantizedType>(element) ? Type() : element;
  };
  if (plain(a) == plain(b))
    return success();
  return op->emitOpError("needs operands and result of the same element type");
}

LogicalResult UnaryOp::verify() {
  if (failed(verifySameElements(*this, getInput(), getResult())))
    return failure();
  return verifyFunction(*this, getFunction(), getInput());
}

LogicalResult BinaryOp::verify() {
  if (failed(verifySameElements(*this, getLhs(), getResult())) ||
      failed(verifySameElements(*this, getRhs(), getResult())))
    return failure();
  return verifyFunction(*this, getFunction(), getLhs());
}

} // namespace ecg
