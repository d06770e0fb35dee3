// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Picks the build of the arithmetic that this machine can run.

#include "Matrix.h"

#ifdef ECG_EXEC_AVX2
extern const ecg::MatrixKernels<float> ecgMatrixKernelsAvx2;
#endif

namespace ecg {

NamedMatrixKernels avx2MatrixKernels() {
#ifdef ECG_EXEC_AVX2
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
    return {"avx2", &ecgMatrixKernelsAvx2};
#endif
  return {"avx2", nullptr};
}

template <> const MatrixKernels<float> &matrixKernels<float>() {
  static const MatrixKernels<float> &best =
      avx2MatrixKernels().kernels ? *avx2MatrixKernels().kernels
                                  : *baselineMatrixKernels().kernels;
  return best;
}

} // namespace ecg
