// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Products of stacks of matrices (contract: matmul_list.h).
#ifndef ECG_RT_REF_MATMUL_H
#define ECG_RT_REF_MATMUL_H

#include "matmul_list.h"
#include "matmul_walk.h"

#define ECG_RT_DEFINE_MATMUL(suffix, type, sum_type, value)                    \
  ECG_RT_INLINE void ecg_matmul_##suffix(                                      \
      const ecg_matmul_params_t *p, const type *ECG_RT_RESTRICT a,             \
      const type *ECG_RT_RESTRICT b, type *ECG_RT_RESTRICT y) {                \
    const int32_t *as = p->a_strides + 4, *bs = p->b_strides + 4;              \
    for (int32_t m = 0; m < ecg_matmul_count(p->batch); ++m) {                 \
      const type *am = a + ecg_matmul_at(p->batch, p->a_strides, m);           \
      const type *bm = b + ecg_matmul_at(p->batch, p->b_strides, m);           \
      type *ym = y + ecg_matmul_at(p->batch, p->y_strides, m);                 \
      for (int32_t i = 0; i < p->rows; ++i)                                    \
        for (int32_t j = 0; j < p->columns; ++j) {                             \
          sum_type sum = 0;                                                    \
          for (int32_t k = 0; k < p->depth; ++k)                               \
            sum += (sum_type)am[i * as[0] + k * as[1]] *                       \
                   (sum_type)bm[k * bs[0] + j * bs[1]];                        \
          ym[i * p->y_strides[4] + j * p->y_strides[5]] = (value);             \
        }                                                                      \
    }                                                                          \
  }
ECG_RT_MATMUL_KERNELS(ECG_RT_DEFINE_MATMUL)
#undef ECG_RT_DEFINE_MATMUL

#endif // ECG_RT_REF_MATMUL_H
