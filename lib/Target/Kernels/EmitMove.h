// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Strided copies of any rank as calls of the kernel `move` (@move).

#ifndef ECG_LIB_TARGET_KERNELS_EMITMOVE_H
#define ECG_LIB_TARGET_KERNELS_EMITMOVE_H

#include "ecg/IR/Strides.h"
#include "ecg/Target/KernelLowering.h"

namespace ecg {

/// Where elements come from and where they go, in elements of two buffers.
struct Move {
  Dims dims, fromStrides, toStrides;
  int64_t fromOffset = 0, toOffset = 0;
};

/// Copies between buffers of the same element type. What moves in more than six
/// dimensions independently becomes several calls.
mlir::LogicalResult emitMove(mlir::Operation *layer, KernelLowering &lowering,
                             const Move &move, mlir::Value from,
                             mlir::Value to);

} // namespace ecg

#endif // ECG_LIB_TARGET_KERNELS_EMITMOVE_H
