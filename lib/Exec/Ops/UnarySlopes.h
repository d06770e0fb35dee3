// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How fast the functions of ecg.unary grow: X(function, slope) for every line
// of ECG_RT_UNARY_REAL in the runtime (Unary.cpp does not compile when one is
// missing). A slope is an expression of x, y = f(x), p->alpha, p->beta and the
// functions m(name), in type t; kinks and jumps as docs/numerics.md says
// (@unary_slopes).

#ifndef ECG_LIB_EXEC_OPS_UNARYSLOPES_H
#define ECG_LIB_EXEC_OPS_UNARYSLOPES_H

#include "Elementwise.h"

namespace ecg {

/// d/dx of x/2 (1 + erf(x / sqrt 2)): the normal distribution, and its density
/// times x (Hendrycks and Gimpel, 2016).
template <typename T> T geluSlope(T x) {
  T distribution = (1 + std::erf(x * T(0.70710678118654752))) / 2;
  return distribution + x * T(0.39894228040143268) * std::exp(-x * x / 2);
}

/// d/dx of x/2 (1 + tanh(u)), u = c (x + a x^3).
template <typename T> T geluTanhSlope(T x) {
  const T c = T(0.79788456080286536), a = T(0.044715);
  T th = std::tanh(c * (x + a * x * x * x));
  return (1 + th + x * (1 - th * th) * c * (1 + 3 * a * x * x)) / 2;
}

/// d/dx of x tanh(softplus(x)) (Misra, 2019).
template <typename T> T mishSlope(T x) {
  T softplus = std::fmax(x, T(0)) + std::log1p(std::exp(-std::fabs(x)));
  T th = std::tanh(softplus);
  return th + x * (1 - th * th) * sigmoid(x);
}

template <typename T> T squared(T x) { return x * x; }

#define ECG_UNARY_SLOPES(X, t, m)                                              \
  X(abs, (x > 0) - (x < 0))                                                    \
  X(neg, -1)                                                                   \
  X(sign, 0)                                                                   \
  X(ceil, 0)                                                                   \
  X(floor, 0)                                                                  \
  X(round, 0)                                                                  \
  X(sqrt, (t)0.5 / y)                                                          \
  X(square, 2 * x)                                                             \
  X(power, p->alpha == 0 ? 0 : p->alpha * m(pow)(x, p->alpha - 1))             \
  X(reciprocal, -y *y)                                                         \
  X(exp, y)                                                                    \
  X(log, 1 / x)                                                                \
  X(erf, (t)1.1283791670955126 * m(exp)(-x * x)) /* 2 / sqrt pi */             \
  X(sin, m(cos)(x))                                                            \
  X(cos, -m(sin)(x))                                                           \
  X(tan, 1 + y * y)                                                            \
  X(asin, 1 / m(sqrt)(1 - x * x))                                              \
  X(acos, -1 / m(sqrt)(1 - x * x))                                             \
  X(atan, 1 / (1 + x * x))                                                     \
  X(sinh, m(cosh)(x))                                                          \
  X(cosh, m(sinh)(x))                                                          \
  X(asinh, 1 / m(sqrt)(x * x + 1))                                             \
  X(acosh, 1 / m(sqrt)(x * x - 1))                                             \
  X(atanh, 1 / (1 - x * x))                                                    \
  X(elu, x < 0 ? y + p->alpha : 1)                                             \
  X(selu, x < 0 ? y + p->alpha * p->beta : p->beta)                            \
  X(celu, x < 0 ? y / p->alpha + 1 : 1)                                        \
  X(gelu, geluSlope(x))                                                        \
  X(gelu_tanh, geluTanhSlope(x))                                               \
  X(softplus, sigmoid(x))                                                      \
  X(softsign, 1 / squared(1 + m(fabs)(x)))                                     \
  X(mish, mishSlope(x))                                                        \
  X(thresholded_relu, x > p->alpha ? 1 : 0)                                    \
  X(hard_sigmoid, y > 0 && y < 1 ? p->alpha : 0)

} // namespace ecg

#endif // ECG_LIB_EXEC_OPS_UNARYSLOPES_H
