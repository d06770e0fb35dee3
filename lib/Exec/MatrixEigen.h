// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The arithmetic of Matrix.h by Eigen. Included by one file an instruction set,
// which names its own ECG_MATRIX_NAMESPACE: Eigen's templates then have other
// names in each, so that the linker cannot put code for one machine where
// another was meant.

#ifndef ECG_MATRIX_NAMESPACE
#error "define ECG_MATRIX_NAMESPACE before including MatrixEigen.h"
#endif

#define Eigen ECG_MATRIX_NAMESPACE
#define EIGEN_DONT_PARALLELIZE
#define EIGEN_NO_DEBUG
#include <Eigen/Core>

#include "Matrix.h"

namespace ecg {

namespace {

template <typename Scalar>
using Rows =
    Eigen::Map<Scalar, Eigen::Unaligned, Eigen::OuterStride<Eigen::Dynamic>>;
using Plain =
    Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

Rows<const Plain> map(ConstMatrix m) {
  return {m.data, m.rows, m.cols, Eigen::OuterStride<>(m.stride)};
}

void multiplyAdd(ConstMatrix a, ConstMatrix b, Matrix c) {
  Rows<Plain> result(c.data, c.rows, c.cols, Eigen::OuterStride<>(c.stride));
  if (a.transposed && b.transposed)
    result.noalias() += map(a).transpose() * map(b).transpose();
  else if (a.transposed)
    result.noalias() += map(a).transpose() * map(b);
  else if (b.transposed)
    result.noalias() += map(a) * map(b).transpose();
  else
    result.noalias() += map(a) * map(b);
}

void addScaled(int64_t count, float factor, const float *x, int64_t stride,
               float *y) {
  if (stride == 1)
    for (int64_t i = 0; i < count; ++i)
      y[i] += factor * x[i];
  else
    for (int64_t i = 0; i < count; ++i)
      y[i] += factor * x[i * stride];
}

constexpr MatrixKernels kernels = {multiplyAdd, addScaled};

} // namespace

} // namespace ecg
