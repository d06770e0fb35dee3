// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The arithmetic everything heavy comes down to. Compiled for several
// instruction sets; what runs is chosen once, by the machine. The result of a
// call depends on its arguments and the machine alone, never on threads.

#ifndef ECG_LIB_EXEC_MATRIX_H
#define ECG_LIB_EXEC_MATRIX_H

#include <cstdint>

namespace ecg {

/// A matrix that is read: rows x cols floats, `stride` from one row to the
/// next. `transposed` means its transpose is meant.
struct ConstMatrix {
  const float *data;
  int64_t rows, cols, stride;
  bool transposed = false;
};

/// A matrix that is written.
struct Matrix {
  float *data;
  int64_t rows, cols, stride;
};

/// One build of the arithmetic.
struct MatrixKernels {
  /// c += a * b
  void (*multiplyAdd)(ConstMatrix a, ConstMatrix b, Matrix c);
  /// y[i] += factor * x[i * stride] for i in [0, count)
  void (*addScaled)(int64_t count, float factor, const float *x, int64_t stride,
                    float *y);
};

/// The fastest build this machine can run.
const MatrixKernels &matrixKernels();

/// All builds this machine can run, for tests: the baseline comes first.
struct NamedMatrixKernels {
  const char *name;
  const MatrixKernels *kernels;
};
NamedMatrixKernels baselineMatrixKernels();
/// Without kernels (null) where machine or build has no AVX2.
NamedMatrixKernels avx2MatrixKernels();

} // namespace ecg

#endif // ECG_LIB_EXEC_MATRIX_H
