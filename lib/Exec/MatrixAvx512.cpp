// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Matrix arithmetic for x86 with AVX-512; compiled with it switched on.

#define ECG_MATRIX_NAMESPACE EigenAvx512
#include "MatrixEigen.h"

extern const ecg::MatrixKernels<float> ecgMatrixKernelsAvx512;
const ecg::MatrixKernels<float> ecgMatrixKernelsAvx512 = ecg::kernels<float>;
