// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Mean and variance, which normalizations are made of.

#ifndef ECG_LIB_IMPORT_OPS_MOMENTS_H
#define ECG_LIB_IMPORT_OPS_MOMENTS_H

#include "../Node.h"

namespace ecg {

/// Of a tensor along some dimensions, which stay with length 1.
struct Moments {
  mlir::Value mean;
  mlir::Value centred; ///< the tensor minus its mean
  mlir::Value variance;
};
Moments momentsOf(Node &node, mlir::Value x, llvm::ArrayRef<int64_t> axes);

/// sqrt(variance + epsilon).
mlir::Value deviation(Node &node, const Moments &moments, float epsilon);

/// (x - mean) / sqrt(variance + epsilon), along `axes`.
mlir::Value normalize(Node &node, mlir::Value x, llvm::ArrayRef<int64_t> axes,
                      float epsilon);

/// Input `index`, one number a channel of input 0, in a shape that broadcasts
/// to it.
mlir::Value channelVector(Node &node, unsigned index);

/// x * scale + shift.
mlir::Value scaleAndShift(Node &node, mlir::Value x, mlir::Value scale,
                          mlir::Value shift);

} // namespace ecg

#endif // ECG_LIB_IMPORT_OPS_MOMENTS_H
