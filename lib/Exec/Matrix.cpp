// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Picks the build of the arithmetic that this machine can run.

#include "Matrix.h"
#include <initializer_list>

#ifdef ECG_EXEC_X86
extern const ecg::MatrixKernels<float> ecgMatrixKernelsAvx2;
extern const ecg::MatrixKernels<float> ecgMatrixKernelsAvx512;
#endif

namespace ecg {

NamedMatrixKernels avx2MatrixKernels() {
#ifdef ECG_EXEC_X86
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
    return {"avx2", &ecgMatrixKernelsAvx2};
#endif
  return {"avx2", nullptr};
}

NamedMatrixKernels avx512MatrixKernels() {
#ifdef ECG_EXEC_X86
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw"))
    return {"avx512", &ecgMatrixKernelsAvx512};
#endif
  return {"avx512", nullptr};
}

template <> const MatrixKernels<float> &matrixKernels<float>() {
  static const MatrixKernels<float> &best =
      []() -> const MatrixKernels<float> & {
    for (NamedMatrixKernels build :
         {avx512MatrixKernels(), avx2MatrixKernels()})
      if (build.kernels)
        return *build.kernels;
    return *baselineMatrixKernels().kernels;
  }();
  return best;
}

} // namespace ecg
