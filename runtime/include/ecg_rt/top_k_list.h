// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Contract of the k largest or smallest elements along one axis, best first;
// of equal ones the first comes first. The list is the contract: X(function,
// suffix, type, is x better than other) makes
//   void ecg_<function>_<suffix>(const ecg_top_k_params_t *p, const type *x,
//                                type *values, int64_t *indices);
// x: [outer][n][inner], values and indices: [outer][k][inner]. @top_k in
// docs/numerics.md.
#ifndef ECG_RT_TOP_K_LIST_H
#define ECG_RT_TOP_K_LIST_H

#include "ecg_rt.h"

typedef struct ecg_top_k_params {
  int32_t outer, n, inner;
  int32_t k; ///< at most n
} ecg_top_k_params_t;

#define ECG_RT_TOP_K_PAIR(X, suffix, type)                                     \
  X(top_k_largest, suffix, type, x > other)                                    \
  X(top_k_smallest, suffix, type, x < other)

#define ECG_RT_TOP_K_KERNELS(X)                                                \
  ECG_RT_TOP_K_PAIR(X, f32, float)                                             \
  ECG_RT_TOP_K_PAIR(X, f64, double)                                            \
  ECG_RT_TOP_K_PAIR(X, i32, int32_t)                                           \
  ECG_RT_TOP_K_PAIR(X, i64, int64_t)                                           \
  ECG_RT_TOP_K_PAIR(X, u32, uint32_t)                                          \
  ECG_RT_TOP_K_PAIR(X, u64, uint64_t)

#endif // ECG_RT_TOP_K_LIST_H
