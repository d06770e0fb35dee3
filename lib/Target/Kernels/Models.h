// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The models of KernelOpInterface, one file a family of layers, and what the
// files share.

#ifndef ECG_LIB_TARGET_KERNELS_MODELS_H
#define ECG_LIB_TARGET_KERNELS_MODELS_H

#include "ecg/Target/KernelLowering.h"

namespace ecg {

void attachActivationKernels(mlir::MLIRContext &context);
void attachBatchNormKernels(mlir::MLIRContext &context);
void attachBinaryKernels(mlir::MLIRContext &context);
void attachConvKernels(mlir::MLIRContext &context);
void attachConvTransposeKernels(mlir::MLIRContext &context);
void attachFamilyKernels(mlir::MLIRContext &context);
void attachGatherKernels(mlir::MLIRContext &context);
void attachLayerNormKernels(mlir::MLIRContext &context);
void attachLinearKernels(mlir::MLIRContext &context);
void attachMatmulKernels(mlir::MLIRContext &context);
void attachMoveKernels(mlir::MLIRContext &context);
void attachPoolKernels(mlir::MLIRContext &context);
void attachQuantizeKernels(mlir::MLIRContext &context);
void attachRecurrentKernels(mlir::MLIRContext &context);
void attachReductionKernels(mlir::MLIRContext &context);
void attachSliceKernels(mlir::MLIRContext &context);
void attachResizeKernels(mlir::MLIRContext &context);
void attachSoftmaxKernels(mlir::MLIRContext &context);

inline llvm::ArrayRef<int64_t> shapeOf(mlir::Value value) {
  return mlir::cast<mlir::RankedTensorType>(value.getType()).getShape();
}

inline mlir::Type elementTypeOf(mlir::Value value) {
  return mlir::cast<mlir::RankedTensorType>(value.getType()).getElementType();
}

inline int64_t sizeOf(mlir::Value value) {
  return mlir::ShapedType::getNumElements(shapeOf(value));
}

/// How many elements a sum in int32 may have, as a power of two.
inline int sumLimitBits(const QuantizedRange &input) {
  return input.bits == 8 ? 23 : 15;
}

/// A max-pool that the convolution before it can take over: its only user, on
/// the same format, without padding, dilation or a window over the end. Null
/// otherwise.
MaxPoolOp findFusiblePool(Conv1dOp conv);

} // namespace ecg

#endif // ECG_LIB_TARGET_KERNELS_MODELS_H
