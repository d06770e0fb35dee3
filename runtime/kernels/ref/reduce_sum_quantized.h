// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Sums and means on quantized elements (contract: reduce_list.h).
#ifndef ECG_RT_REF_REDUCE_SUM_QUANTIZED_H
#define ECG_RT_REF_REDUCE_SUM_QUANTIZED_H

#include "reduce_list.h"
#include "reduce_walk.h"
#include "requantize.h"

#define ECG_RT_DEFINE_REDUCE_SUM(s, type)                                      \
  static inline ecg_reduce_sum_##s##_fn ecg_reduce_sum_##s;                    \
  ECG_RT_INLINE void ecg_reduce_sum_##s(                                       \
      const ecg_reduce_sum_##s##_params_t *p, const type *ECG_RT_RESTRICT x,   \
      type *ECG_RT_RESTRICT y) {                                               \
    const int32_t *dims = p->dims, *strides = p->strides;                      \
    const int32_t results = dims[0] * dims[1] * dims[2];                       \
    const int32_t rows = dims[3] * dims[4];                                    \
    for (int32_t result = 0; result < results; ++result) {                     \
      const type *from = x + ecg_reduce_at(dims, strides, result);             \
      int32_t acc = 0;                                                         \
      for (int32_t row = 0; row < rows; ++row) {                               \
        const type *at = from + ecg_reduce_row(dims, strides, row);            \
        for (int32_t i = 0; i < dims[5]; ++i)                                  \
          acc += at[i * strides[5]] - p->in_zp;                                \
      }                                                                        \
      y[result] =                                                              \
          ecg_clamp_##s(p->out_zp + ecg_requant(acc, p->mult, p->shift),       \
                        p->act_min, p->act_max);                               \
    }                                                                          \
  }

#endif // ECG_RT_REF_REDUCE_SUM_QUANTIZED_H
