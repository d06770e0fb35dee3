// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Quantized types of activations and constants.

#include "QuantTypes.h"
#include "mlir/IR/BuiltinTypes.h"

using namespace mlir;

namespace ecg {

quant::QuantizedType activationType(float scale, int64_t zeroPoint,
                                    Element element, MLIRContext *context) {
  return quant::UniformQuantizedType::get(
      quant::QuantizationFlags::Signed, IntegerType::get(context, 8),
      Float32Type::get(context), scale,
      element == Element::U8 ? zeroPoint - 128 : zeroPoint, -128, 127);
}

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

  bool symmetric = tensor.element == Element::I8 &&
                   llvm::all_of(zeroPoints, [](int64_t z) { return z == 0; }) &&
                   !llvm::is_contained(tensor.integers, -128);
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

} // namespace ecg
