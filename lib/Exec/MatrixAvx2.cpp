// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Matrix arithmetic for x86 with AVX2 and FMA; compiled with these switched on.

#define ECG_MATRIX_NAMESPACE EigenAvx2
#include "MatrixEigen.h"

extern const ecg::MatrixKernels<float> ecgMatrixKernelsAvx2;
const ecg::MatrixKernels<float> ecgMatrixKernelsAvx2 = ecg::kernels<float>;
