// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Buffers, constants and calls of a lowering. Which kernels a layer calls is
// said by the files beside this one.

#include "ecg/Target/KernelLowering.h"
#include "ecg/IR/QuantTypes.h"
#include "mlir/IR/Verifier.h"
#include <cmath>
#include <limits>

using namespace mlir;

namespace ecg {

//===----------------------------------------------------------------------===//
// Formats
//===----------------------------------------------------------------------===//

bool ElementFormat::operator==(const ElementFormat &other) const {
  if (!quantized || !other.quantized)
    return quantized.has_value() == other.quantized.has_value() &&
           plain == other.plain;
  const QuantizedRange &a = *quantized, &b = *other.quantized;
  return a.params.scale == b.params.scale &&
         a.params.zeroPoint == b.params.zeroPoint && a.min == b.min &&
         a.max == b.max && a.bits == b.bits;
}

FloatLimits floatLimits(std::optional<ClampAttr> clamp) {
  constexpr float infinity = std::numeric_limits<float>::infinity();
  if (!clamp)
    return {-infinity, infinity};
  return {clamp->getMin(), clamp->getMax()};
}

QuantizedRange limited(QuantizedRange range, std::optional<ClampAttr> clamp) {
  FloatLimits limits = floatLimits(clamp);
  QuantizedRange result = range;
  result.min = range.quantize(limits.min);
  result.max = range.quantize(limits.max);
  return result;
}

FailureOr<ElementFormat> KernelLowering::anyFormatOf(Operation *layer,
                                                     Value value) {
  Type element = cast<RankedTensorType>(value.getType()).getElementType();
  if (element.isF32() || isa<quant::QuantizedType>(element))
    return formatOf(layer, value);
  ElementFormat format;
  format.plain = element;
  return format;
}

FailureOr<ElementFormat> KernelLowering::formatOf(Operation *layer,
                                                  Value value) {
  Type element = cast<RankedTensorType>(value.getType()).getElementType();
  if (element.isF32())
    return ElementFormat();
  quant::UniformQuantizedType type = getActivationTypeOf(value);
  if (!type ||
      !llvm::isIntN(type.getStorageTypeIntegralWidth(), type.getZeroPoint()))
    return layer->emitOpError()
           << "has no kernel for elements of type " << element
           << "; f32, !quant.uniform<i8:f32, scale:zero_point> and "
              "!quant.uniform<i16:f32, scale> have";
  QuantizedRange range;
  range.bits = type.getStorageTypeIntegralWidth();
  auto quantized = dyn_cast<QuantOpInterface>(layer);
  if (range.bits != 8 && quantized && !quantized.takesInt16())
    return layer->emitOpError("has no kernel on int16");
  range.params = {type.getScale(), static_cast<int32_t>(type.getZeroPoint())};
  range.min = static_cast<int32_t>(type.getStorageTypeMin());
  range.max = static_cast<int32_t>(type.getStorageTypeMax());
  return ElementFormat{range};
}

LogicalResult
KernelLowering::readFormats(Operation *layer, ArrayRef<Value> values,
                            MutableArrayRef<ElementFormat> formats) {
  for (auto [value, format] : llvm::zip_equal(values, formats)) {
    FailureOr<ElementFormat> read = formatOf(layer, value);
    if (failed(read))
      return failure();
    format = *read;
    if (format.isFloat() != formats.front().isFloat())
      return layer->emitOpError("has no kernel that mixes float and integers");
    if (format.isInt8() != formats.front().isInt8())
      return layer->emitOpError("has no kernel that mixes int8 and int16");
  }
  return success();
}

//===----------------------------------------------------------------------===//
// Buffers
//===----------------------------------------------------------------------===//

/// The memory of `shape` elements.
static MemRefType bufferType(OpBuilder &builder, ArrayRef<int64_t> shape,
                             const ElementFormat &format) {
  Type element = format.plain;
  if (!element)
    element = format.isFloat() ? Type(builder.getF32Type())
                               : builder.getIntegerType(format.quantized->bits);
  return MemRefType::get(shape, element);
}

Value KernelLowering::makeBuffer(Location loc, ArrayRef<int64_t> shape,
                                 const ElementFormat &format) {
  return builder.create<rt::AllocOp>(loc, bufferType(builder, shape, format),
                                     IntegerAttr());
}

Value KernelLowering::makeState(Location loc, ArrayRef<int64_t> shape,
                                const ElementFormat &format) {
  MemRefType type = bufferType(builder, shape, format);
  int64_t offset = stateBytes;
  stateBytes += llvm::alignTo(rt::getByteSize(type), ECG_RT_ALIGN);
  return builder.create<rt::StateOp>(loc, type, offset);
}

Value KernelLowering::noBuffer(Location loc, Type element) {
  return builder.create<rt::AllocOp>(loc, MemRefType::get(0, element),
                                     IntegerAttr());
}

Value KernelLowering::partOf(Value buffer, int64_t offset,
                             ArrayRef<int64_t> shape) {
  auto type = cast<MemRefType>(buffer.getType());
  if (type.getShape() == shape)
    return buffer;
  return builder.create<rt::ViewOp>(
      buffer.getLoc(), MemRefType::get(shape, type.getElementType()), buffer,
      offset * rt::getByteSize(MemRefType::get({}, type.getElementType())));
}

SmallVector<Value> KernelLowering::sampleOf(int64_t sample, int64_t batch,
                                            ValueRange buffers,
                                            ArrayRef<rt::BufferRole> roles) {
  SmallVector<Value> slices(buffers);
  if (batch == 1)
    return slices;
  for (auto [slice, role] : llvm::zip_equal(slices, roles)) {
    if (role != rt::BufferRole::Input && role != rt::BufferRole::Output)
      continue;
    auto type = cast<MemRefType>(slice.getType());
    SmallVector<int64_t> shape(type.getShape());
    shape.front() /= batch;
    slice = partOf(slice, type.getNumElements() / batch * sample, shape);
  }
  return slices;
}

void KernelLowering::bind(Value value, Value buffer) {
  buffers[value] =
      partOf(buffer, 0, cast<RankedTensorType>(value.getType()).getShape());
}

void KernelLowering::place(Value value, Value buffer) {
  Operation *layer = value.getDefiningOp();
  if (layer && !isa<ConstantOp>(layer) && !buffers.contains(value))
    bind(value, buffer);
}

Value KernelLowering::bufferOf(Value value) {
  if (Value buffer = buffers.lookup(value))
    return buffer;
  auto constant = value.getDefiningOp<ConstantOp>();
  assert(constant && "layers are lowered in order");
  return buffers[value] =
             makeTable(constant.getLoc(), "value", constant.getValue());
}

Value KernelLowering::resultBuffer(Value result) {
  if (Value buffer = buffers.lookup(result))
    return buffer;
  auto type = cast<RankedTensorType>(result.getType());
  Type element = type.getElementType();
  ElementFormat format;
  if (auto quantized = dyn_cast<quant::QuantizedType>(element))
    format.plain = quantized.getStorageType();
  else if (!element.isF32())
    format.plain = element;
  return buffers[result] = makeBuffer(result.getLoc(), type.getShape(), format);
}

Value KernelLowering::makeTable(Location loc, StringRef label,
                                ElementsAttr values) {
  auto type = cast<ShapedType>(values.getType());
  return builder.create<rt::ConstantOp>(
      loc, MemRefType::get(type.getShape(), type.getElementType()), label,
      values);
}

Value KernelLowering::makeScratch(Location loc, size_t bytes) {
  return builder.create<rt::AllocOp>(
      loc, MemRefType::get(static_cast<int64_t>(bytes), builder.getI8Type()),
      IntegerAttr());
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

int32_t KernelLowering::size(int64_t value) {
  if (llvm::isInt<32>(value))
    return static_cast<int32_t>(value);
  tooLarge = true;
  return 0;
}

LogicalResult KernelLowering::checkSizes(Operation *layer) {
  if (!tooLarge)
    return success();
  return layer->emitOpError(
      "has a size or stride beyond the 32 bits that kernels take");
}

LogicalResult KernelLowering::verifyCall(Operation *call) {
  return verify(call);
}

LogicalResult KernelLowering::copy(Operation *layer, Value from, Value to) {
  auto type = cast<MemRefType>(to.getType());
  int32_t n = size(type.getNumElements());
  rt::CopyF32Op::Params params = {1, n, n, n, 0, 0};
  if (type.getElementType().isF32())
    return call<rt::CopyF32Op>(layer, params, {from, to});
  if (type.getElementType().isInteger(8) &&
      type.getElementType().isSignlessInteger())
    return call<rt::CopyS8Op>(layer, params, {from, to});
  rt::MoveOp::Params move = {
      {1, 1, 1, 1, 1, n}, 0, {0, 0, 0, 0, 0, 1}, 0, {0, 0, 0, 0, 0, 1}};
  return call<rt::MoveOp>(layer, move, {from, to});
}

FailureOr<Value> KernelLowering::rescale(Operation *layer, Value buffer,
                                         const ElementFormat &from,
                                         const ElementFormat &to) {
  if (from == to)
    return buffer;
  auto type = cast<MemRefType>(buffer.getType());
  Value result = makeBuffer(layer->getLoc(), type.getShape(), to);
  if (failed(
          rescaleInto(layer, buffer, *from.quantized, *to.quantized, result)))
    return failure();
  return result;
}

LogicalResult KernelLowering::callFunction(
    Operation *layer, Value input, const QuantizedRange &from,
    const QuantizedRange &to, function_ref<double(double)> function,
    Value result) {
  rt::LutS8Op::Params params{
      size(cast<MemRefType>(result.getType()).getNumElements())};
  Location loc = layer->getLoc();
  Value table =
      from.bits == 8
          ? makeTable<int8_t>(loc, "table", makeLookupTable(from, to, function))
          : makeTable<int16_t>(loc, "table", makeKnotTable(from, to, function));
  return callQuantized<rt::LutS8Op, rt::LutS16Op>(layer, from, params,
                                                  {input, table, result});
}

/// @rescale_s16
static LogicalResult rescaleInt16(KernelLowering &lowering, Operation *layer,
                                  Value buffer, const QuantizedRange &from,
                                  const QuantizedRange &to, Value result) {
  double ratio = from.params.scale / to.params.scale;
  auto tables = makeScaleShiftTables({ratio}, {0.0});
  if (!tables)
    return layer->emitOpError()
           << "cannot requantize: the ratio " << ratio
           << " of operand and result scale is not below 2^29";
  rt::ScaleShiftS16Op::Params params = {};
  params.channels = 1;
  params.inner =
      lowering.size(cast<MemRefType>(result.getType()).getNumElements());
  params.shift = tables->shift;
  params.act_min = to.min;
  params.act_max = to.max;
  Location loc = layer->getLoc();
  return lowering.call<rt::ScaleShiftS16Op>(
      layer, params,
      {buffer, lowering.makeTable<int32_t>(loc, "mult", tables->mult),
       lowering.makeTable<int32_t>(loc, "offset", tables->offset), result});
}

LogicalResult KernelLowering::rescaleInto(Operation *layer, Value buffer,
                                          const QuantizedRange &from,
                                          const QuantizedRange &to,
                                          Value result) {
  if (from.bits != to.bits)
    return layer->emitOpError("has no kernel between int8 and int16");
  if (from.bits == 16)
    return rescaleInt16(*this, layer, buffer, from, to, result);
  return callFunction(
      layer, buffer, from, to, [](double x) { return x; }, result);
}

FailureOr<std::pair<ElementFormat, ElementFormat>>
KernelLowering::movedFormats(Operation *layer, Value from, Value to) {
  auto source = anyFormatOf(layer, from), target = anyFormatOf(layer, to);
  if (failed(source) || failed(target))
    return failure();
  bool isRescaled = source->quantized && target->quantized &&
                    source->quantized->bits == target->quantized->bits;
  if (*source != *target && !isRescaled)
    return layer->emitOpError("cannot move elements into another type");
  return std::pair(*source, *target);
}

LogicalResult KernelLowering::moveElements(
    Operation *layer,
    function_ref<LogicalResult(const ElementFormat &, Value)> write) {
  Value result = layer->getResult(0);
  auto formats = movedFormats(layer, layer->getOperand(0), result);
  if (failed(formats))
    return failure();
  auto &[from, to] = *formats;
  if (from == to)
    return write(from, resultBuffer(result));
  auto type = cast<RankedTensorType>(result.getType());
  Value moved = makeBuffer(layer->getLoc(), type.getShape(), from);
  if (failed(write(from, moved)))
    return failure();
  return rescaleInto(layer, moved, *from.quantized, *to.quantized,
                     resultBuffer(result));
}

} // namespace ecg
