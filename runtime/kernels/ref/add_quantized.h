// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Addition with broadcasting and fused clamp on quantized elements (contract:
// add.h).
#ifndef ECG_RT_REF_ADD_QUANTIZED_H
#define ECG_RT_REF_ADD_QUANTIZED_H

#include "add.h"
#include "requantize.h"

#define ECG_RT_DEFINE_ADD(s, type, sum_type)                                   \
  static inline ecg_add_##s##_fn ecg_add_##s;                                  \
  ECG_RT_INLINE void ecg_add_##s(const ecg_add_##s##_params_t *p,              \
                                 const type *a, const type *b, type *y) {      \
    const int32_t *as = p->a_strides, *bs = p->b_strides;                      \
    for (int32_t i = 0; i < p->dims[0]; ++i)                                   \
      for (int32_t j = 0; j < p->dims[1]; ++j)                                 \
        for (int32_t k = 0; k < p->dims[2]; ++k) {                             \
          const type *ar = a + i * as[0] + j * as[1] + k * as[2];              \
          const type *br = b + i * bs[0] + j * bs[1] + k * bs[2];              \
          for (int32_t l = 0; l < p->dims[3]; ++l) {                           \
            const sum_type av = ar[l * as[3]] - p->a_zp;                       \
            const sum_type bv = br[l * bs[3]] - p->b_zp;                       \
            *y++ = ecg_clamp_##s(                                              \
                p->out_zp + ecg_round_shift(av * p->a_mult + bv * p->b_mult,   \
                                            p->shift),                         \
                p->act_min, p->act_max);                                       \
          }                                                                    \
        }                                                                      \
  }

#endif // ECG_RT_REF_ADD_QUANTIZED_H
