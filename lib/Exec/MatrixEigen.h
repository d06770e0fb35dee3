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
#include "MatrixPacked.h"

namespace ecg {

namespace {

template <typename T>
using Plain = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
template <typename Matrix>
using Rows =
    Eigen::Map<Matrix, Eigen::Unaligned, Eigen::OuterStride<Eigen::Dynamic>>;

template <typename T> Rows<const Plain<T>> map(ConstMatrix<T> m) {
  return {m.data, m.rows, m.cols, Eigen::OuterStride<>(m.stride)};
}

/// store(a * b), each transposed as it says.
template <typename T, typename Store>
void multiplied(ConstMatrix<T> a, ConstMatrix<T> b, Store store) {
  if (a.transposed && b.transposed)
    store(map(a).transpose() * map(b).transpose());
  else if (a.transposed)
    store(map(a).transpose() * map(b));
  else if (b.transposed)
    store(map(a) * map(b).transpose());
  else
    store(map(a) * map(b));
}

template <typename T> Rows<Plain<T>> mapResult(Matrix<T> m) {
  return {m.data, m.rows, m.cols, Eigen::OuterStride<>(m.stride)};
}

template <typename T>
void multiplyAdd(ConstMatrix<T> a, ConstMatrix<T> b, Matrix<T> c) {
  multiplied(a, b, [result = mapResult(c)](const auto &product) mutable {
    result.noalias() += product;
  });
}

template <typename T>
void multiply(ConstMatrix<T> a, ConstMatrix<T> b, Matrix<T> c) {
  multiplied(a, b, [result = mapResult(c)](const auto &product) mutable {
    result.noalias() = product;
  });
}

template <typename T>
void addScaled(int64_t count, T factor, const T *x, int64_t stride, T *y) {
  if (stride == 1)
    for (int64_t i = 0; i < count; ++i)
      y[i] += factor * x[i];
  else
    for (int64_t i = 0; i < count; ++i)
      y[i] += factor * x[i * stride];
}

template <typename T>
void scatterScaled(int64_t count, T factor, const T *x, T *y, int64_t stride) {
  if (stride == 1)
    return addScaled(count, factor, x, 1, y);
  for (int64_t i = 0; i < count; ++i)
    y[i * stride] += factor * x[i];
}

template <typename T>
T dot(int64_t count, const T *x, const T *y, int64_t stride) {
  using Vector = Eigen::Matrix<T, Eigen::Dynamic, 1>;
  Eigen::Map<const Vector> a(x, count);
  if (stride == 1)
    return a.dot(Eigen::Map<const Vector>(y, count));
  return a.dot(Eigen::Map<const Vector, 0, Eigen::InnerStride<>>(
      y, count, Eigen::InnerStride<>(stride)));
}

/// y = fn(x), row by row in blocks of a fixed size: what is left of a row is
/// too much to be computed number by number.
template <typename T, typename Fn>
void apply(ConstMatrix<T> x, Matrix<T> y, Fn fn) {
  constexpr int size = 16;
  using Block = Eigen::Array<T, size, 1>;
  for (int64_t row = 0; row < y.rows; ++row) {
    const T *from = x.data + row * x.stride;
    T *to = y.row(row);
    int64_t left = y.cols;
    for (; left >= size; left -= size, from += size, to += size) {
      Eigen::Map<Block> block(to);
      block = fn(Eigen::Map<const Block>(from));
    }
    if (left == 0)
      continue;
    Block rest = Block::Zero();
    std::copy_n(from, left, rest.data());
    rest = fn(rest);
    std::copy_n(rest.data(), left, to);
  }
}

template <typename T> void sigmoid(ConstMatrix<T> x, Matrix<T> y) {
  apply(x, y, [](const auto &row) {
    return row.unaryExpr(Eigen::internal::scalar_logistic_op<T>());
  });
}

template <typename T> void tanh(ConstMatrix<T> x, Matrix<T> y) {
  apply(x, y, [](const auto &row) { return row.tanh(); });
}

template <typename T> T sum(int64_t count, const T *x) {
  Eigen::Map<const Eigen::Matrix<T, Eigen::Dynamic, 1>> values(x, count);
  // Of memory itself Eigen begins at the first aligned element, so that the
  // order of the sum would depend on the address; of a product it does not.
  return (T(1) * values).sum();
}

template <typename T>
constexpr MatrixKernels<T> kernels = {
    multiplyAdd<T>, multiply<T>, addScaled<T>, scatterScaled<T>,
    dot<T>,         sum<T>,      pack<T>,      multiplyAddPacked<T>,
    sigmoid<T>,     tanh<T>};

} // namespace

} // namespace ecg
