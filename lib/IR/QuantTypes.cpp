// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Construction of the quantized types a program uses.

#include "ecg/IR/QuantTypes.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinTypes.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;

namespace ecg {

namespace {

quant::UniformQuantizedPerAxisType getSymmetricRows(MLIRContext *context,
                                                    unsigned bits, int64_t low,
                                                    int64_t high,
                                                    ArrayRef<double> scales) {
  Builder builder(context);
  SmallVector<int64_t> zeroPoints(scales.size(), 0);
  return quant::UniformQuantizedPerAxisType::get(
      quant::QuantizationFlags::Signed, builder.getIntegerType(bits),
      builder.getF32Type(), scales, zeroPoints, /*quantizedDimension=*/0, low,
      high);
}

} // namespace

quant::UniformQuantizedType getActivationType(MLIRContext *context,
                                              double scale, int64_t zeroPoint,
                                              unsigned bits) {
  Builder builder(context);
  return quant::UniformQuantizedType::get(
      quant::QuantizationFlags::Signed, builder.getIntegerType(bits),
      builder.getF32Type(), scale, zeroPoint, llvm::minIntN(bits),
      llvm::maxIntN(bits));
}

quant::UniformQuantizedType getUnitIntervalType(MLIRContext *context) {
  return getActivationType(context, 1.0 / 256, -128);
}

quant::UniformQuantizedPerAxisType getWeightType(MLIRContext *context,
                                                 ArrayRef<double> scales) {
  return getSymmetricRows(context, 8, -127, 127, scales);
}

quant::UniformQuantizedPerAxisType
getBiasType(MLIRContext *context, double inputScale, ArrayRef<double> scales) {
  SmallVector<double> products;
  for (double scale : scales)
    products.push_back(inputScale * scale);
  return getSymmetricRows(context, 32, INT32_MIN, INT32_MAX, products);
}

quant::UniformQuantizedType getActivationTypeOf(Value value) {
  auto tensor = dyn_cast<RankedTensorType>(value.getType());
  auto type =
      tensor ? dyn_cast<quant::UniformQuantizedType>(tensor.getElementType())
             : quant::UniformQuantizedType();
  if (!type || !type.isSigned())
    return {};
  unsigned bits = type.getStorageTypeIntegralWidth();
  bool isInt16 = bits == 16 && type.getZeroPoint() == 0;
  return bits == 8 || isInt16 ? type : quant::UniformQuantizedType();
}

std::string getLayerName(Location loc) {
  std::string name;
  loc->walk([&](Location part) {
    auto named = dyn_cast<NameLoc>(part);
    if (!named)
      return WalkResult::advance();
    name = named.getName().str();
    return WalkResult::interrupt();
  });
  return name;
}

} // namespace ecg
