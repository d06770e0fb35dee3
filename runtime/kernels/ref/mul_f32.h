// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Float multiplication with broadcasting and fused clamp (contract: mul.h).
#ifndef ECG_RT_REF_MUL_F32_H
#define ECG_RT_REF_MUL_F32_H

#include "clamp.h"
#include "mul.h"

static inline ecg_mul_f32_fn ecg_mul_f32;

ECG_RT_INLINE void ecg_mul_f32(const ecg_mul_f32_params_t *p, const float *a,
                               const float *b, float *y) {
  const int32_t *as = p->a_strides, *bs = p->b_strides;
  for (int32_t i = 0; i < p->dims[0]; ++i)
    for (int32_t j = 0; j < p->dims[1]; ++j)
      for (int32_t k = 0; k < p->dims[2]; ++k) {
        const float *ar = a + i * as[0] + j * as[1] + k * as[2];
        const float *br = b + i * bs[0] + j * bs[1] + k * bs[2];
        for (int32_t l = 0; l < p->dims[3]; ++l) {

          *y++ = ecg_clamp_f32(ar[l * as[3]] * br[l * bs[3]], p->act_min,
                               p->act_max);
        }
      }
}

#endif // ECG_RT_REF_MUL_F32_H
