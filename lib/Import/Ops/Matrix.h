// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Products of matrices that several operators need.

#ifndef ECG_LIB_IMPORT_OPS_MATRIX_H
#define ECG_LIB_IMPORT_OPS_MATRIX_H

#include "../Node.h"

namespace ecg {

/// The product as numpy's matmul has it; vectors are one row or one column.
mlir::Value multiplyMatrices(Node &node, mlir::Value a, mlir::Value b);

} // namespace ecg

#endif // ECG_LIB_IMPORT_OPS_MATRIX_H
