// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Calls of kernel families that layers with a name of their own share.

#ifndef ECG_LIB_TARGET_KERNELS_FAMILIES_H
#define ECG_LIB_TARGET_KERNELS_FAMILIES_H

#include "ecg/Target/KernelLowering.h"

namespace ecg {

/// Calls the kernel of `function` on the two operands of `layer` as they are,
/// broadcast to its result.
mlir::LogicalResult lowerBinary(mlir::Operation *layer,
                                llvm::StringRef function,
                                KernelLowering &lowering);

/// An int8 difference: `layer` is "sub" on quantized operands.
mlir::LogicalResult lowerDifference(BinaryOp layer, KernelLowering &lowering);

} // namespace ecg

#endif // ECG_LIB_TARGET_KERNELS_FAMILIES_H
