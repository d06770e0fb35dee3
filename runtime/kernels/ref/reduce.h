// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Reductions (contract: reduce_list.h).
#ifndef ECG_RT_REF_REDUCE_H
#define ECG_RT_REF_REDUCE_H

#include "reduce_list.h"
#include "reduce_walk.h"
#include <math.h>

// A larger x becomes the new unit. Where x is the unit, infinite ones among
// them, it counts 1 and not exp(x - x).
#define ECG_RT_DEFINE_EXP_SUM(suffix, type, exp)                               \
  ECG_RT_INLINE ecg_exp_sum_##suffix##_t ecg_exp_sum_start_##suffix(void) {    \
    const ecg_exp_sum_##suffix##_t empty = {-INFINITY, 0};                     \
    return empty;                                                              \
  }                                                                            \
  ECG_RT_INLINE ecg_exp_sum_##suffix##_t ecg_exp_sum_add_##suffix(             \
      ecg_exp_sum_##suffix##_t acc, type x) {                                  \
    if (x > acc.high) {                                                        \
      acc.sum = acc.sum * exp(acc.high - x) + 1;                               \
      acc.high = x;                                                            \
    } else {                                                                   \
      acc.sum += x == acc.high ? 1 : exp(x - acc.high);                        \
    }                                                                          \
    return acc;                                                                \
  }
ECG_RT_DEFINE_EXP_SUM(f32, float, expf)
ECG_RT_DEFINE_EXP_SUM(f64, double, exp)
#undef ECG_RT_DEFINE_EXP_SUM

#define ECG_RT_DEFINE_REDUCE(function, suffix, type, sum, start, step, finish) \
  ECG_RT_INLINE void ecg_##function##_##suffix(const ecg_reduce_params_t *p,   \
                                               const type *in, type *out) {    \
    const int32_t *dims = p->dims, *strides = p->strides;                      \
    const int32_t results = dims[0] * dims[1] * dims[2];                       \
    const int32_t rows = dims[3] * dims[4], count = rows * dims[5];            \
    for (int32_t result = 0; result < results; ++result) {                     \
      const type *from = in + ecg_reduce_at(dims, strides, result);            \
      const type first = *from;                                                \
      sum acc = (start);                                                       \
      (void)first;                                                             \
      (void)count;                                                             \
      for (int32_t row = 0; row < rows; ++row) {                               \
        const type *at = from + ecg_reduce_row(dims, strides, row);            \
        for (int32_t i = 0; i < dims[5]; ++i) {                                \
          const type x = at[i * strides[5]];                                   \
          acc = (step);                                                        \
        }                                                                      \
      }                                                                        \
      out[result] = (finish);                                                  \
    }                                                                          \
  }
ECG_RT_REDUCE_KERNELS(ECG_RT_DEFINE_REDUCE)
#undef ECG_RT_DEFINE_REDUCE

#endif // ECG_RT_REF_REDUCE_H
