// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Contract of the functions of one element: y[i] = f(x[i]), in place. The list
// is the contract: X(function, suffix, type, value for x) makes the kernel
//   void ecg_<function>_<suffix>(const ecg_unary_params_t *p,
//                                const type *x, type *y);
// @unary in docs/numerics.md.
#ifndef ECG_RT_UNARY_LIST_H
#define ECG_RT_UNARY_LIST_H

#include "ecg_rt.h"

typedef struct ecg_unary_params {
  int32_t n;
  float alpha, beta; ///< of functions that have parameters, else 0
} ecg_unary_params_t;

#define ECG_RT_UNARY_KERNELS(X)                                                \
  X(abs, f32, float, fabsf(x))                                                 \
  X(neg, f32, float, -x)                                                       \
  X(neg, i32, int32_t, (int32_t)(0u - (uint32_t)x))                            \
  X(neg, i64, int64_t, (int64_t)(0u - (uint64_t)x))                            \
  X(exp, f32, float, expf(x))                                                  \
  X(log, f32, float, logf(x))                                                  \
  X(sqrt, f32, float, sqrtf(x))                                                \
  X(elu, f32, float, x < 0.0f ? p->alpha * (expf(x) - 1.0f) : x)               \
  X(erf, f32, float, erff(x))                                                  \
  X(gelu, f32, float, 0.5f * x * (1.0f + erff(x * 0.70710678f)))               \
  X(not, b8, uint8_t, (uint8_t)!x)

#endif // ECG_RT_UNARY_LIST_H
