// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Matrix arithmetic for any machine.

#define ECG_MATRIX_NAMESPACE EigenBaseline
#include "MatrixEigen.h"

ecg::NamedMatrixKernels ecg::baselineMatrixKernels() {
  return {"baseline", &kernels};
}
