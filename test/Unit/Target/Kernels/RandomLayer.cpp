// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Functions of random layers.

#include "RandomLayer.h"
#include "ecg/IR/Constants.h"

using namespace mlir;

namespace ecg {

RandomLayer::RandomLayer(MLIRContext &context, uint32_t seed, unsigned bits,
                         bool isQuantized, Affine output)
    : output(output), builder(&context), random(seed), bits(bits),
      isQuantized(isQuantized) {
  Location loc = builder.getUnknownLoc();
  module = ModuleOp::create(loc);
  builder.setInsertionPointToStart(module->getBody());
  function =
      builder.create<func::FuncOp>(loc, "f", builder.getFunctionType({}, {}));
  builder.setInsertionPointToStart(function.addEntryBlock());
}

int64_t RandomLayer::pick(int64_t low, int64_t high) {
  // Not std::uniform_int_distribution: it differs between libraries.
  return low + static_cast<int64_t>(random() % (high - low + 1));
}

Affine RandomLayer::pickAffine() {
  Affine affine{std::exp2(static_cast<double>(pick(-80, -10)) / 10),
                static_cast<int32_t>(pick(-128, 127))};
  // @q_int16: as wide, and no zero point.
  return bits == 8 ? affine : Affine{affine.scale / 256, 0};
}

RankedTensorType RandomLayer::tensorType(ArrayRef<int64_t> shape,
                                         Affine affine) {
  Type element = builder.getF32Type();
  if (isQuantized)
    element = quant::UniformQuantizedType::get(
        quant::QuantizationFlags::Signed, builder.getIntegerType(bits), element,
        affine.scale, affine.zeroPoint, llvm::minIntN(bits),
        llvm::maxIntN(bits));
  return RankedTensorType::get(shape, element);
}

Value RandomLayer::input(ArrayRef<int64_t> shape) {
  return input(shape, pickAffine());
}

Value RandomLayer::input(ArrayRef<int64_t> shape, Affine affine) {
  affines.push_back(affine);
  std::vector<float> &values = inputs.emplace_back();
  for (int64_t i = 0; i < ShapedType::getNumElements(shape); ++i)
    values.push_back(
        affine.dequantize(pick(llvm::minIntN(bits), llvm::maxIntN(bits))));
  return function.front().addArgument(tensorType(shape, affine),
                                      builder.getUnknownLoc());
}

void RandomLayer::addRow(size_t size, std::vector<int8_t> &integers) {
  const int64_t largest[] = {127, 127, 0, 1, 2, 3, 7, 15, 31, 63};
  int64_t limit = largest[pick(0, 9)];
  bool isSparse = pick(0, 4) == 0;
  for (size_t i = 0; i < size; ++i)
    integers.push_back(isSparse && pick(0, 7) != 0
                           ? 0
                           : static_cast<int8_t>(pick(-limit, limit)));
}

Value RandomLayer::weight(ArrayRef<int64_t> shape) {
  size_t row = ShapedType::getNumElements(shape) / shape[0];
  weightScales.clear();
  double unit = flip() ? std::ldexp(1, static_cast<int>(pick(-14, -8))) : 0;
  for (int64_t c = 0; c < shape[0]; ++c)
    weightScales.push_back(unit ? unit * static_cast<double>(pick(1, 255))
                                : std::exp2(double(pick(-80, -10)) / 10));
  std::vector<int8_t> integers;
  std::vector<float> reals;
  for (int64_t c = 0; c < shape[0]; ++c)
    addRow(row, integers);
  for (size_t i = 0; i < integers.size(); ++i)
    reals.push_back(static_cast<float>(weightScales[i / row] * integers[i]));
  Location loc = builder.getUnknownLoc();
  auto type = RankedTensorType::get(shape, builder.getF32Type());
  if (!isQuantized)
    return builder.create<ConstantOp>(loc, makeElements<float>(type, reals));
  auto element = quant::UniformQuantizedPerAxisType::get(
      quant::QuantizationFlags::Signed, builder.getI8Type(),
      builder.getF32Type(), weightScales, SmallVector<int64_t>(shape[0], 0), 0,
      -127, 127);
  return builder.create<ConstantOp>(
      loc, type.clone(element),
      makeElements<int8_t>(type.clone(builder.getI8Type()), integers));
}

Value RandomLayer::bias() {
  std::vector<double> scales;
  std::vector<int32_t> integers;
  std::vector<float> reals;
  for (double scale : weightScales) {
    scales.push_back(scale * affines.front().scale);
    integers.push_back(static_cast<int32_t>(pick(-50000, 50000)));
    reals.push_back(static_cast<float>(scales.back() * integers.back()));
  }
  if (flip())
    return nullptr;
  Location loc = builder.getUnknownLoc();
  auto type = RankedTensorType::get(scales.size(), builder.getF32Type());
  if (!isQuantized)
    return builder.create<ConstantOp>(loc, makeElements<float>(type, reals));
  auto element = quant::UniformQuantizedPerAxisType::get(
      quant::QuantizationFlags::Signed, builder.getI32Type(),
      builder.getF32Type(), scales, SmallVector<int64_t>(scales.size(), 0), 0,
      INT32_MIN, INT32_MAX);
  return builder.create<ConstantOp>(
      loc, type.clone(element),
      makeElements<int32_t>(type.clone(builder.getI32Type()), integers));
}

Value RandomLayer::vector(int64_t size, float low, float high) {
  std::vector<float> values;
  for (int64_t i = 0; i < size; ++i)
    values.push_back(low +
                     (high - low) * static_cast<float>(pick(0, 1000)) / 1000);
  auto type = RankedTensorType::get(size, builder.getF32Type());
  return builder.create<ConstantOp>(builder.getUnknownLoc(),
                                    makeElements<float>(type, values));
}

ClampAttr RandomLayer::clamp() {
  if (flip())
    return nullptr;
  return ClampAttr::get(builder.getContext(), 0.0f, flip() ? 6.0f : INFINITY);
}

OwningOpRef<ModuleOp> RandomLayer::finish(Value result) {
  builder.create<func::ReturnOp>(builder.getUnknownLoc(), result);
  function.setType(builder.getFunctionType(function.front().getArgumentTypes(),
                                           result.getType()));
  return std::move(module);
}

} // namespace ecg
