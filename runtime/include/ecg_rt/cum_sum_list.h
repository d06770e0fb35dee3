// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Contract of running sums along one axis, in place. The list is the contract:
// X(function, suffix, type, sum) makes
//   void ecg_<function>_<suffix>(const ecg_cum_sum_params_t *p,
//                                const type *x, type *y);
// with x and y [outer][n][inner], summed in the type `sum`, integers modulo
// 2^bits. @cum_sum in docs/numerics.md.
#ifndef ECG_RT_CUM_SUM_LIST_H
#define ECG_RT_CUM_SUM_LIST_H

#include "ecg_rt.h"

typedef struct ecg_cum_sum_params {
  int32_t outer, n, inner;
  int32_t exclusive; ///< 1: without the element itself
  int32_t reverse;   ///< 1: from the end
} ecg_cum_sum_params_t;

#define ECG_RT_CUM_SUM_KERNELS(X)                                              \
  X(cum_sum, f32, float, float)                                                \
  X(cum_sum, f64, double, double)                                              \
  X(cum_sum, i32, int32_t, uint32_t)                                           \
  X(cum_sum, i64, int64_t, uint64_t)                                           \
  X(cum_sum, u32, uint32_t, uint32_t)                                          \
  X(cum_sum, u64, uint64_t, uint64_t)

#endif // ECG_RT_CUM_SUM_LIST_H
