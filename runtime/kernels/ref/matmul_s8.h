// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Int8 products of stacks of matrices (contract: matmul_list.h).
#ifndef ECG_RT_REF_MATMUL_S8_H
#define ECG_RT_REF_MATMUL_S8_H

#include "matmul_list.h"
#include "matmul_walk.h"
#include "requantize.h"

static inline ecg_matmul_s8_fn ecg_matmul_s8;

/// One matrix of the stack.
ECG_RT_INLINE void ecg_matmul_s8_one(const ecg_matmul_s8_params_t *p,
                                     const int8_t *a, const int8_t *b,
                                     int8_t *y) {
  const int32_t *as = p->a_strides + 4, *bs = p->b_strides + 4;
  for (int32_t i = 0; i < p->rows; ++i)
    for (int32_t j = 0; j < p->columns; ++j) {
      int32_t acc = 0;
      for (int32_t k = 0; k < p->depth; ++k)
        acc += (a[i * as[0] + k * as[1]] - p->a_zp) *
               (b[k * bs[0] + j * bs[1]] - p->b_zp);
      y[i * p->y_strides[4] + j * p->y_strides[5]] =
          ecg_clamp_s8(p->out_zp + ecg_requant(acc, p->mult, p->shift),
                       p->act_min, p->act_max);
    }
}

ECG_RT_INLINE void ecg_matmul_s8(const ecg_matmul_s8_params_t *p,
                                 const int8_t *ECG_RT_RESTRICT a,
                                 const int8_t *ECG_RT_RESTRICT b,
                                 int8_t *ECG_RT_RESTRICT y) {
  for (int32_t m = 0; m < ecg_matmul_count(p->batch); ++m)
    ecg_matmul_s8_one(p, a + ecg_matmul_at(p->batch, p->a_strides, m),
                      b + ecg_matmul_at(p->batch, p->b_strides, m),
                      y + ecg_matmul_at(p->batch, p->y_strides, m));
}

#endif // ECG_RT_REF_MATMUL_S8_H
