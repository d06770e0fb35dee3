// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the files of this folder share: each attaches ExecOpInterface to its
// layers by one function, called from Register.cpp.

#ifndef ECG_LIB_EXEC_OPS_OPS_H
#define ECG_LIB_EXEC_OPS_OPS_H

#include "ecg/IR/EcgOps.h"
#include <algorithm>

namespace ecg {

void attachActivations(mlir::MLIRContext &context);
void attachAvgPool(mlir::MLIRContext &context);
void attachBatchNorm(mlir::MLIRContext &context);
void attachBinary(mlir::MLIRContext &context);
void attachConcat(mlir::MLIRContext &context);
void attachConv1d(mlir::MLIRContext &context);
void attachConv2d(mlir::MLIRContext &context);
void attachGlobalAvgPool(mlir::MLIRContext &context);
void attachLinear(mlir::MLIRContext &context);
void attachMaxPool(mlir::MLIRContext &context);
void attachPad(mlir::MLIRContext &context);
void attachReshape(mlir::MLIRContext &context);
void attachSoftmax(mlir::MLIRContext &context);
void attachTranspose(mlir::MLIRContext &context);

template <typename View> int64_t numElements(const View &view) {
  int64_t count = 1;
  for (int64_t dim : view.shape)
    count *= dim;
  return count;
}

inline float clampTo(float x, ClampAttr clamp) {
  return std::min(std::max(x, clamp.getMin()), clamp.getMax());
}

/// Applies the activation fused into a layer, if there is one.
inline void applyClamp(std::optional<ClampAttr> clamp, TensorView view) {
  if (!clamp)
    return;
  float low = clamp->getMin(), high = clamp->getMax();
  for (float &x : llvm::MutableArrayRef(view.data, numElements(view)))
    x = std::min(std::max(x, low), high);
}

} // namespace ecg

#endif // ECG_LIB_EXEC_OPS_OPS_H
