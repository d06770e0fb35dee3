// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Contract of the index of the largest or smallest element along one axis. The
// list is the contract: X(function, suffix, type, is x better than best) makes
//   void ecg_<function>_<suffix>(const ecg_arg_params_t *p, const type *x,
//                                int64_t *y);
// x: [outer][n][inner], y: [outer][inner]. @arg in docs/numerics.md.
#ifndef ECG_RT_ARG_LIST_H
#define ECG_RT_ARG_LIST_H

#include "ecg_rt.h"

typedef struct ecg_arg_params {
  int32_t outer, n, inner;
  int32_t last; ///< 1: of equal elements the last one, 0: the first
} ecg_arg_params_t;

#define ECG_RT_ARG_PAIR(X, suffix, type)                                       \
  X(argmax, suffix, type, x > best)                                            \
  X(argmin, suffix, type, x < best)

#define ECG_RT_ARG_KERNELS(X)                                                  \
  ECG_RT_ARG_PAIR(X, f32, float)                                               \
  ECG_RT_ARG_PAIR(X, f64, double)                                              \
  ECG_RT_ARG_PAIR(X, i8, int8_t)                                               \
  ECG_RT_ARG_PAIR(X, i16, int16_t)                                             \
  ECG_RT_ARG_PAIR(X, i32, int32_t)                                             \
  ECG_RT_ARG_PAIR(X, i64, int64_t)                                             \
  ECG_RT_ARG_PAIR(X, u8, uint8_t)                                              \
  ECG_RT_ARG_PAIR(X, u16, uint16_t)                                            \
  ECG_RT_ARG_PAIR(X, u32, uint32_t)                                            \
  ECG_RT_ARG_PAIR(X, u64, uint64_t)

#endif // ECG_RT_ARG_LIST_H
