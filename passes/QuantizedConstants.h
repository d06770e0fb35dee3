// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Constants of quantized type and pairs, shared by the passes that make them.

#ifndef ECG_PASSES_QUANTIZEDCONSTANTS_H
#define ECG_PASSES_QUANTIZEDCONSTANTS_H

#include "ecg/Compress/Scales.h"
#include "ecg/IR/Constants.h"
#include "ecg/IR/EcgOps.h"
#include "ecg/IR/QuantTypes.h"

namespace ecg {

/// An `ecg.constant` of `shape` that stores `values` as numbers of `element`.
template <typename T>
mlir::Value createQuantizedConstant(mlir::OpBuilder &builder,
                                    mlir::Location loc,
                                    llvm::ArrayRef<int64_t> shape,
                                    mlir::quant::QuantizedType element,
                                    llvm::ArrayRef<T> values) {
  auto stored = mlir::RankedTensorType::get(shape, element.getStorageType());
  auto type = mlir::RankedTensorType::get(shape, element);
  return builder.create<ConstantOp>(loc, type, makeElements<T>(stored, values));
}

/// Dequantized integers of `element` in place of the float constant `value`.
template <typename T>
mlir::Value createDequantized(mlir::OpBuilder &builder, mlir::Value value,
                              mlir::quant::QuantizedType element,
                              llvm::ArrayRef<T> integers) {
  auto type = mlir::cast<mlir::RankedTensorType>(value.getType());
  mlir::Value stored = createQuantizedConstant<T>(
      builder, value.getLoc(), type.getShape(), element, integers);
  return builder.create<DequantizeOp>(value.getLoc(), type, stored);
}

/// The same with `values` as all the integers a tensor of activations can hold.
inline mlir::Value createDequantized(mlir::OpBuilder &builder,
                                     mlir::Value value,
                                     llvm::ArrayRef<float> values,
                                     mlir::quant::UniformQuantizedType type) {
  AffineParams params{type.getScale(),
                      static_cast<int32_t>(type.getZeroPoint())};
  if (type.getStorageTypeIntegralWidth() == 8)
    return createDequantized<int8_t>(builder, value, type,
                                     quantizeTensor<int8_t>(values, params));
  return createDequantized<int16_t>(builder, value, type,
                                    quantizeTensor<int16_t>(values, params));
}

/// quantize and dequantize right behind `value`; returns the latter's result.
inline mlir::Value insertPair(mlir::OpBuilder &builder, mlir::Value value,
                              mlir::quant::QuantizedType element) {
  auto type = mlir::cast<mlir::RankedTensorType>(value.getType());
  builder.setInsertionPointAfterValue(value);
  mlir::Value q =
      builder.create<QuantizeOp>(value.getLoc(), type.clone(element), value);
  return builder.create<DequantizeOp>(value.getLoc(), type, q);
}

} // namespace ecg

#endif // ECG_PASSES_QUANTIZEDCONSTANTS_H
