// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Int8 sums and means (contract: reduce_list.h).
#ifndef ECG_RT_REF_REDUCE_SUM_S8_H
#define ECG_RT_REF_REDUCE_SUM_S8_H

#include "reduce_list.h"
#include "reduce_walk.h"
#include "requantize.h"

static inline ecg_reduce_sum_s8_fn ecg_reduce_sum_s8;

ECG_RT_INLINE void ecg_reduce_sum_s8(const ecg_reduce_sum_s8_params_t *p,
                                     const int8_t *ECG_RT_RESTRICT x,
                                     int8_t *ECG_RT_RESTRICT y) {
  const int32_t *dims = p->dims, *strides = p->strides;
  const int32_t results = dims[0] * dims[1] * dims[2];
  const int32_t rows = dims[3] * dims[4];
  for (int32_t result = 0; result < results; ++result) {
    const int8_t *from = x + ecg_reduce_at(dims, strides, result);
    int32_t acc = 0;
    for (int32_t row = 0; row < rows; ++row) {
      const int8_t *at = from + ecg_reduce_row(dims, strides, row);
      for (int32_t i = 0; i < dims[5]; ++i)
        acc += at[i * strides[5]] - p->in_zp;
    }
    y[result] = ecg_clamp_s8(p->out_zp + ecg_requant(acc, p->mult, p->shift),
                             p->act_min, p->act_max);
  }
}

#endif // ECG_RT_REF_REDUCE_SUM_S8_H
