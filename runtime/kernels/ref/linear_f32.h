// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Float fully connected layer with fused clamp (contract: linear.h).
#ifndef ECG_RT_REF_LINEAR_F32_H
#define ECG_RT_REF_LINEAR_F32_H

#include "clamp.h"
#include "linear.h"
#include <string.h>

static inline ecg_linear_f32_fn ecg_linear_f32;
static inline ecg_linear_f32_bytes_fn ecg_linear_f32_packed_bytes;
static inline ecg_linear_f32_pack_fn ecg_linear_f32_pack;

ECG_RT_INLINE size_t
ecg_linear_f32_packed_bytes(const ecg_linear_f32_params_t *p) {
  return sizeof(float) * (size_t)p->in_features * (size_t)p->out_features;
}

ECG_RT_INLINE void ecg_linear_f32_pack(const ecg_linear_f32_params_t *p,
                                       const float *w, float *packed) {
  memcpy(packed, w, ecg_linear_f32_packed_bytes(p));
}

ECG_RT_INLINE void ecg_linear_f32(const ecg_linear_f32_params_t *p,
                                  const float *ECG_RT_RESTRICT x,
                                  const float *ECG_RT_RESTRICT w,
                                  const float *ECG_RT_RESTRICT bias,
                                  float *ECG_RT_RESTRICT y) {
  for (int32_t r = 0; r < p->rows; ++r, x += p->in_features) {
    const float *wo = w;
    for (int32_t o = 0; o < p->out_features; ++o, wo += p->in_features) {
      float acc = bias[o];
      for (int32_t i = 0; i < p->in_features; ++i)
        acc += wo[i] * x[i];
      *y++ = ecg_clamp_f32(acc, p->act_min, p->act_max);
    }
  }
}

#endif // ECG_RT_REF_LINEAR_F32_H
