// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From tensors known at import to `ecg.constant`. Quantized weights stay
// integers: they become a quantized constant and its `ecg.dequantize`.

#include "Node.h"
#include "ecg/IR/Constants.h"
#include "ecg/IR/Elements.h"
#include "ecg/IR/Shapes.h"
#include "mlir/Dialect/Quant/QuantTypes.h"
#include <cmath>
#include <cstring>

using namespace mlir;

namespace ecg {

namespace {

template <typename T>
ElementsAttr narrow(RankedTensorType type, llvm::ArrayRef<int64_t> numbers) {
  std::vector<T> stored(numbers.begin(), numbers.end());
  return makeElements<T>(type, stored);
}

/// The type of a constant with quantization, of element I8, U8 or I32. uint8
/// becomes int8 with everything moved by 128; weights that are symmetric then
/// and never -128 get the range [-127, 127].
quant::QuantizedType quantizedTypeOf(const HostTensor &tensor,
                                     MLIRContext *context) {
  const Quantization &quantization = *tensor.quantization;
  int64_t shift = tensor.element == Element::U8 ? 128 : 0;
  IntegerRange range = integerRange(tensor.element);
  llvm::SmallVector<double> scales(quantization.scales.begin(),
                                   quantization.scales.end());
  llvm::SmallVector<int64_t> zeroPoints;
  for (int64_t zeroPoint : quantization.zeroPoints)
    zeroPoints.push_back(zeroPoint - shift);

  bool symmetric = tensor.element != Element::I32 &&
                   llvm::all_of(zeroPoints, [](int64_t z) { return z == 0; }) &&
                   !llvm::is_contained(tensor.integers, range.min);
  int64_t min = symmetric ? -127 : range.min - shift, max = range.max - shift;
  Type storage =
      IntegerType::get(context, tensor.element == Element::I32 ? 32 : 8);
  Type real = Float32Type::get(context);
  if (quantization.isPerTensor())
    return quant::UniformQuantizedType::get(quant::QuantizationFlags::Signed,
                                            storage, real, scales.front(),
                                            zeroPoints.front(), min, max);
  return quant::UniformQuantizedPerAxisType::get(
      quant::QuantizationFlags::Signed, storage, real, scales, zeroPoints,
      quantization.axis, min, max);
}

} // namespace

Value Node::splat(llvm::ArrayRef<int64_t> shape, float real) {
  if (hasFailed)
    return {};
  auto type = RankedTensorType::get(shape, context.builder.getF32Type());
  return context.builder.create<ConstantOp>(location,
                                            DenseElementsAttr::get(type, real));
}

Value Node::number(float real, Type element) {
  return materializeAs(HostTensor::ofReals({}, {real}), element);
}

/// The elements of `tensor` as they lie in memory; integers of 64 bits are not
/// touched by rounding.
static std::vector<char> bytesOf(const HostTensor &tensor, Type element) {
  const ElementInfo &info = *findElement(element);
  std::vector<char> bytes(tensor.size() * info.bytes);
  if (tensor.isReal() || isa<FloatType>(element)) {
    std::vector<float> reals(tensor.integers.begin(), tensor.integers.end());
    if (tensor.isReal())
      reals = tensor.toReals();
    info.fromFloat(reals.data(), reals.size(), bytes.data());
    return bytes;
  }
  for (int64_t i = 0; i < tensor.size(); ++i) // little endian
    std::memcpy(&bytes[i * info.bytes], &tensor.integers[i], info.bytes);
  return bytes;
}

Value materializePlain(OpBuilder &builder, Location location,
                       const HostTensor &tensor, Type element) {
  auto type = RankedTensorType::get(tensor.shape, element);
  return builder.create<ConstantOp>(
      location, makeElementsOfBytes(type, bytesOf(tensor, element)));
}

Value Node::materializeAs(const HostTensor &tensor, Type element) {
  if (hasFailed)
    return {};
  if (tensor.size() == 0) {
    error() << "constant '" << tensor.name << "' has shape ["
            << formatShape(tensor.shape) << "], which is empty";
    return {};
  }
  return materializePlain(context.builder, location, tensor, element);
}

Value Node::materialize(const HostTensor &tensor) {
  return materialize(
      tensor, tensor.name.empty()
                  ? location
                  : NameLoc::get(context.builder.getStringAttr(tensor.name)));
}

bool Node::checkNumbers(const HostTensor &tensor) {
  auto fail = [&]() { return error() << "constant '" << tensor.name << "' "; };
  if (!tensor.isReal())
    fail() << "is of type " << elementName(tensor.element)
           << ", expected float";
  else if (tensor.size() == 0)
    fail() << "has shape [" << formatShape(tensor.shape) << "], which is empty";
  for (size_t i = 0; i < tensor.reals.size() && !hasFailed; ++i)
    if (!std::isfinite(tensor.reals[i]))
      fail() << "holds " << (std::isnan(tensor.reals[i]) ? "NaN" : "infinity")
             << " at index " << i;
  return !hasFailed;
}

Value Node::materialize(const HostTensor &tensor, Location at) {
  if (hasFailed || !checkNumbers(tensor))
    return {};
  OpBuilder &builder = context.builder;
  auto real = RankedTensorType::get(tensor.shape, builder.getF32Type());
  bool hasLayers = tensor.element == Element::I8 ||
                   tensor.element == Element::U8 ||
                   tensor.element == Element::I32;
  if (!tensor.quantization || !hasLayers)
    return builder.create<ConstantOp>(
        at, makeElements<float>(real, tensor.toReals()));

  quant::QuantizedType element = quantizedTypeOf(tensor, builder.getContext());
  auto storage = RankedTensorType::get(tensor.shape, element.getStorageType());
  std::vector<int64_t> integers = tensor.integers;
  if (tensor.element == Element::U8)
    for (int64_t &number : integers)
      number -= 128;
  ElementsAttr value = tensor.element == Element::I32
                           ? narrow<int32_t>(storage, integers)
                           : narrow<int8_t>(storage, integers);
  Value stored = builder.create<ConstantOp>(
      at, RankedTensorType::get(tensor.shape, element), value);
  return builder.create<DequantizeOp>(at, real, stored);
}

} // namespace ecg
