// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Matrix arithmetic for any machine.

#define ECG_MATRIX_NAMESPACE EigenBaseline
#include "MatrixEigen.h"

namespace ecg {

NamedMatrixKernels baselineMatrixKernels() {
  return {"baseline", &kernels<float>};
}

template <> const MatrixKernels<double> &matrixKernels<double>() {
  return kernels<double>;
}

} // namespace ecg
