// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The activations of recurrent layers, one by one.

#include "GateFunction.h"
#include <algorithm>
#include <cmath>

namespace ecg {

namespace {

template <typename T> struct ValueAndSlope {
  T value, slope;
};

template <typename T> ValueAndSlope<T> sigmoidAt(T x) {
  T e = std::exp(-std::abs(x)), y = (x < 0 ? e : T(1)) / (1 + e);
  return {y, y * (1 - y)};
}

/// alpha * tanh(beta * x)
template <typename T> ValueAndSlope<T> tanhAt(T x, T alpha, T beta) {
  T y = std::tanh(beta * x);
  return {alpha * y, alpha * beta * (1 - y * y)};
}

/// The functions of ecg_recurrent_activation_t.
template <typename T>
ValueAndSlope<T> evaluate(RecurrentActivation activation, T x) {
  T alpha = activation.alpha, beta = activation.beta;
  switch (activation.function) {
  case ECG_RECURRENT_SIGMOID:
    return sigmoidAt(x);
  case ECG_RECURRENT_TANH:
    return tanhAt<T>(x, 1, 1);
  case ECG_RECURRENT_RELU:
    return {std::max(x, T(0)), T(x > 0)};
  case ECG_RECURRENT_SOFTSIGN: {
    T size = 1 + std::abs(x);
    return {x / size, 1 / (size * size)};
  }
  case ECG_RECURRENT_SOFTPLUS: // exp of a large x would overflow
    return {std::max(x, T(0)) + std::log1p(std::exp(-std::abs(x))),
            sigmoidAt(x).value};
  case ECG_RECURRENT_LEAKY_RELU:
    return x >= 0 ? ValueAndSlope<T>{x, 1} : ValueAndSlope<T>{alpha * x, alpha};
  case ECG_RECURRENT_THRESHOLDED_RELU:
    return {x > alpha ? x : T(0), T(x > alpha)};
  case ECG_RECURRENT_ELU:
    return x >= 0
               ? ValueAndSlope<T>{x, 1}
               : ValueAndSlope<T>{alpha * std::expm1(x), alpha * std::exp(x)};
  case ECG_RECURRENT_AFFINE:
    return {alpha * x + beta, alpha};
  case ECG_RECURRENT_SCALED_TANH:
    return tanhAt(x, alpha, beta);
  default: // hard sigmoid
    T y = alpha * x + beta;
    return {std::clamp<T>(y, 0, 1), y > 0 && y < 1 ? alpha : T(0)};
  }
}

} // namespace

bool GateFunction::isPlain() const {
  return !clip && (activation.function == ECG_RECURRENT_SIGMOID ||
                   activation.function == ECG_RECURRENT_TANH);
}

template <typename T>
void GateFunction::apply(Matrix<T> x, Matrix<T> slopes) const {
  if (isPlain())
    return activation.function == ECG_RECURRENT_SIGMOID
               ? matrixKernels<T>().sigmoid(x, x)
               : matrixKernels<T>().tanh(x, x);
  T limit = clip.value_or(INFINITY);
  for (int64_t row = 0; row < x.rows; ++row)
    for (int64_t i = 0; i < x.cols; ++i) {
      T &at = x.data[row * x.stride + i];
      bool isInside = std::abs(at) <= limit;
      auto [value, slope] = evaluate(activation, std::clamp(at, -limit, limit));
      at = value;
      if (slopes.cols)
        slopes.data[row * slopes.stride + i] = isInside ? slope : T(0);
    }
}

template <typename T>
void GateFunction::backprop(ConstMatrix<T> values, ConstMatrix<T> slopes,
                            Matrix<T> grads) const {
  bool isSigmoid = activation.function == ECG_RECURRENT_SIGMOID;
  for (int64_t row = 0; row < grads.rows; ++row) {
    T *__restrict grad = grads.data + row * grads.stride;
    const T *__restrict y = values.data + row * values.stride;
    const T *__restrict slope = slopes.data + row * slopes.stride;
    if (!isPlain())
      for (int64_t i = 0; i < grads.cols; ++i)
        grad[i] *= slope[i];
    else if (isSigmoid)
      for (int64_t i = 0; i < grads.cols; ++i)
        grad[i] *= y[i] * (1 - y[i]);
    else
      for (int64_t i = 0; i < grads.cols; ++i)
        grad[i] *= 1 - y[i] * y[i];
  }
}

template void GateFunction::apply(Matrix<float>, Matrix<float>) const;
template void GateFunction::apply(Matrix<double>, Matrix<double>) const;
template void GateFunction::backprop(ConstMatrix<float>, ConstMatrix<float>,
                                     Matrix<float>) const;
template void GateFunction::backprop(ConstMatrix<double>, ConstMatrix<double>,
                                     Matrix<double>) const;

} // namespace ecg
