// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Contract of the functions of one element: y[i] = f(x[i]), in place. The list
// is the contract: X(function, suffix, type, value for x) makes the kernel
//   void ecg_<function>_<suffix>(const ecg_unary_params_t *p,
//                                const type *x, type *y);
// @unary in docs/numerics.md.
#ifndef ECG_RT_UNARY_LIST_H
#define ECG_RT_UNARY_LIST_H

#include "elements.h"

typedef struct ecg_unary_params {
  int32_t n;
  float alpha, beta; ///< of functions that have parameters, else 0
} ecg_unary_params_t;

/// log(1 + exp(x)): exp never overflows.
#define ECG_RT_SOFTPLUS(x, m) (m(fmax)(x, 0) + m(log1p)(m(exp)(-m(fabs)(x))))

// Functions of real numbers; `m` turns a name of <math.h> into that for `t`.
// The double ones are also what tables of int8 are computed from (@lut_s8).
#define ECG_RT_UNARY_REAL(X, s, t, m)                                          \
  X(abs, s, t, m(fabs)(x))                                                     \
  X(neg, s, t, -x)                                                             \
  X(sign, s, t, x > 0 ? 1 : x < 0 ? -1 : x)                                    \
  X(ceil, s, t, m(ceil)(x))                                                    \
  X(floor, s, t, m(floor)(x))                                                  \
  X(round, s, t, m(rint)(x)) /* half to even */                                \
  X(sqrt, s, t, m(sqrt)(x))                                                    \
  X(square, s, t, x *x)                                                        \
  X(power, s, t, m(pow)(x, (t)p->alpha))                                       \
  X(reciprocal, s, t, 1 / x)                                                   \
  X(exp, s, t, m(exp)(x))                                                      \
  X(log, s, t, m(log)(x))                                                      \
  X(erf, s, t, m(erf)(x))                                                      \
  X(sin, s, t, m(sin)(x))                                                      \
  X(cos, s, t, m(cos)(x))                                                      \
  X(tan, s, t, m(tan)(x))                                                      \
  X(asin, s, t, m(asin)(x))                                                    \
  X(acos, s, t, m(acos)(x))                                                    \
  X(atan, s, t, m(atan)(x))                                                    \
  X(sinh, s, t, m(sinh)(x))                                                    \
  X(cosh, s, t, m(cosh)(x))                                                    \
  X(asinh, s, t, m(asinh)(x))                                                  \
  X(acosh, s, t, m(acosh)(x))                                                  \
  X(atanh, s, t, m(atanh)(x))                                                  \
  X(elu, s, t, x < 0 ? (t)p->alpha * m(expm1)(x) : x)                          \
  X(selu, s, t, (t)p->beta *(x < 0 ? (t)p->alpha * m(expm1)(x) : x))           \
  X(celu, s, t, x < 0 ? (t)p->alpha * m(expm1)(x / (t)p->alpha) : x)           \
  X(gelu, s, t, (t)0.5 * x * (1 + m(erf)(x * (t)0.70710678118654752)))         \
  X(gelu_tanh, s, t,                                                           \
    (t)0.5 * x *                                                               \
        (1 + m(tanh)((t)0.79788456080286536 * (x + (t)0.044715 * x * x * x)))) \
  X(softplus, s, t, ECG_RT_SOFTPLUS(x, m))                                     \
  X(softsign, s, t, x / (1 + m(fabs)(x)))                                      \
  X(mish, s, t, x *m(tanh)(ECG_RT_SOFTPLUS(x, m)))                             \
  X(thresholded_relu, s, t, x > (t)p->alpha ? x : 0)                           \
  X(hard_sigmoid, s, t, m(fmin)(m(fmax)((t)p->alpha * x + (t)p->beta, 0), 1))

// Layers of their own in float.
#define ECG_RT_UNARY_DOUBLE(X)                                                 \
  X(relu, f64, double, x < 0 ? 0 : x)                                          \
  X(sigmoid, f64, double, 1 / (1 + exp(-x)))                                   \
  X(tanh, f64, double, tanh(x))

// Modulo 2^bits: the smallest number is its own negative. `u` is an unsigned
// type of at least 32 bits.
#define ECG_RT_UNARY_SIGNED(X, s, t, u)                                        \
  X(abs, s, t, (t)(x < 0 ? (u)0 - (u)x : (u)x))                                \
  X(neg, s, t, (t)((u)0 - (u)x))                                               \
  X(sign, s, t, (t)((x > 0) - (x < 0)))                                        \
  X(relu, s, t, (t)(x < 0 ? 0 : x))                                            \
  X(bitwise_not, s, t, (t) ~(u)x)

#define ECG_RT_UNARY_UNSIGNED(X, s, t, u)                                      \
  X(abs, s, t, x)                                                              \
  X(sign, s, t, (t)(x > 0))                                                    \
  X(bitwise_not, s, t, (t) ~(u)x)

#define ECG_RT_UNARY_KERNELS(X)                                                \
  ECG_RT_UNARY_REAL(X, f32, float, ECG_RT_MATH_F32)                            \
  ECG_RT_UNARY_REAL(X, f64, double, ECG_RT_MATH_F64)                           \
  ECG_RT_UNARY_DOUBLE(X)                                                       \
  ECG_RT_SIGNED_TYPES(ECG_RT_UNARY_SIGNED, X)                                  \
  ECG_RT_UNSIGNED_TYPES(ECG_RT_UNARY_UNSIGNED, X)                              \
  X(not, b8, uint8_t, (uint8_t)!x)

#endif // ECG_RT_UNARY_LIST_H
