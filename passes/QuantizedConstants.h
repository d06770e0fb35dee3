// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Constants of quantized type, shared by the passes that make them.

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

/// The int32 form of a float bias for inputs and weights of these scales.
inline mlir::Value createQuantizedBias(mlir::OpBuilder &builder,
                                       mlir::Location loc,
                                       llvm::ArrayRef<float> bias,
                                       llvm::ArrayRef<double> weightScales,
                                       double inputScale) {
  return createQuantizedConstant<int32_t>(
      builder, loc, {static_cast<int64_t>(bias.size())},
      getBiasType(builder.getContext(), inputScale, weightScales),
      quantizeBias(bias, weightScales, inputScale));
}

} // namespace ecg

#endif // ECG_PASSES_QUANTIZEDCONSTANTS_H
