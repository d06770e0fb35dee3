// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The arithmetic everything heavy comes down to. Compiled for several
// instruction sets; what runs is chosen once, by the machine. The result of a
// call depends on its arguments and the machine alone, never on threads.

#ifndef ECG_LIB_EXEC_MATRIX_H
#define ECG_LIB_EXEC_MATRIX_H

#include <cstdint>

namespace ecg {

/// A matrix that is read: rows x cols numbers, `stride` from one row to the
/// next. `transposed` means its transpose is meant.
template <typename T> struct ConstMatrix {
  const T *data;
  int64_t rows, cols, stride;
  bool transposed = false;
};

/// A matrix that is written.
template <typename T> struct Matrix {
  T *data;
  int64_t rows, cols, stride;

  T *row(int64_t i) const { return data + i * stride; }
  operator ConstMatrix<T>() const { return {data, rows, cols, stride}; }
};

/// One build of the arithmetic.
template <typename T> struct MatrixKernels {
  /// c += a * b
  void (*multiplyAdd)(ConstMatrix<T> a, ConstMatrix<T> b, Matrix<T> c);
  /// c = a * b
  void (*multiply)(ConstMatrix<T> a, ConstMatrix<T> b, Matrix<T> c);
  /// y[i] += factor * x[i * stride] for i in [0, count)
  void (*addScaled)(int64_t count, T factor, const T *x, int64_t stride, T *y);
  /// y[i * stride] += factor * x[i] for i in [0, count)
  void (*scatterScaled)(int64_t count, T factor, const T *x, T *y,
                        int64_t stride);
  /// The sum of x[i] * y[i * stride] for i in [0, count).
  T (*dot)(int64_t count, const T *x, const T *y, int64_t stride);
  /// The sum of x[i] for i in [0, count).
  T (*sum)(int64_t count, const T *x);
  /// Lays out b, packedSize() numbers, for products with many matrices a.
  void (*pack)(ConstMatrix<T> b, T *packed);
  /// c += a * b with a packed b; quick also for few rows.
  void (*multiplyAddPacked)(ConstMatrix<T> a, const T *packed, Matrix<T> c);
  /// y = f(x), element by element and within 5e-7 in float; x may be y.
  void (*sigmoid)(ConstMatrix<T> x, Matrix<T> y);
  void (*tanh)(ConstMatrix<T> x, Matrix<T> y);
};

/// Columns that lie together in a packed matrix.
constexpr int64_t panelWidth = 16;

/// Of a packed matrix with `depth` rows.
inline int64_t packedSize(int64_t depth, int64_t cols) {
  return (cols + panelWidth - 1) / panelWidth * panelWidth * depth;
}

/// The fastest build this machine can run. Double, which checks gradients, has
/// one build.
template <typename T> const MatrixKernels<T> &matrixKernels();
template <> const MatrixKernels<float> &matrixKernels<float>();
template <> const MatrixKernels<double> &matrixKernels<double>();

/// All builds this machine can run, for tests: the baseline comes first.
struct NamedMatrixKernels {
  const char *name;
  const MatrixKernels<float> *kernels;
};
NamedMatrixKernels baselineMatrixKernels();
/// Without kernels (null) where machine or build has not these instructions.
NamedMatrixKernels avx2MatrixKernels();
NamedMatrixKernels avx512MatrixKernels();

} // namespace ecg

#endif // ECG_LIB_EXEC_MATRIX_H
