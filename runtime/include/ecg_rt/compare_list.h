// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Contract of comparisons, with broadcasting as in binary_list.h: y[i] is 1
// where the relation holds, else 0. The list is the contract: X(function,
// suffix, type, relation of a and b) makes the kernel
//   void ecg_<function>_<suffix>(const ecg_compare_params_t *p,
//                                const type *a, const type *b, uint8_t *y);
// @compare in docs/numerics.md.
#ifndef ECG_RT_COMPARE_LIST_H
#define ECG_RT_COMPARE_LIST_H

#include "binary_list.h"

typedef ecg_binary_params_t ecg_compare_params_t;

#define ECG_RT_EQUALITIES(X, s, t)                                             \
  X(equal, s, t, a == b)                                                       \
  X(not_equal, s, t, a != b)

#define ECG_RT_COMPARISONS(X, s, t, u)                                         \
  ECG_RT_EQUALITIES(X, s, t)                                                   \
  X(less, s, t, a < b)                                                         \
  X(less_equal, s, t, a <= b)                                                  \
  X(greater, s, t, a > b)                                                      \
  X(greater_equal, s, t, a >= b)

#define ECG_RT_COMPARE_KERNELS(X)                                              \
  ECG_RT_COMPARISONS(X, f32, float, )                                          \
  ECG_RT_COMPARISONS(X, f64, double, )                                         \
  ECG_RT_SIGNED_TYPES(ECG_RT_COMPARISONS, X)                                   \
  ECG_RT_UNSIGNED_TYPES(ECG_RT_COMPARISONS, X)                                 \
  ECG_RT_EQUALITIES(X, b8, uint8_t)

#endif // ECG_RT_COMPARE_LIST_H
