// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Float to int8 (contract: quantize.h).
#ifndef ECG_RT_REF_QUANTIZE_F32_H
#define ECG_RT_REF_QUANTIZE_F32_H

#include "quantize.h"
#include "requantize.h"

static inline ecg_quantize_f32_fn ecg_quantize_f32;

/// t in [-512, 512] rounded half to even, without help of libm.
ECG_RT_INLINE int32_t ecg_round_half_even(float t) {
  const int32_t toward_zero = (int32_t)t;
  const float rest = t - (float)toward_zero; // exact
  const float limit = toward_zero & 1 ? 0.5f : 0.50000006f;
  return toward_zero + (rest >= limit) - (rest <= -limit);
}

ECG_RT_INLINE void ecg_quantize_f32(const ecg_quantize_f32_params_t *p,
                                    const float *ECG_RT_RESTRICT x,
                                    int8_t *ECG_RT_RESTRICT y) {
  for (int32_t i = 0; i < p->n; ++i) {
    float t = x[i] / p->scale;
    t = t > 512.0f ? 512.0f : t < -512.0f ? -512.0f : t == t ? t : 0.0f;
    y[i] = ecg_clamp_s8(ecg_round_half_even(t) + p->zp, INT8_MIN, INT8_MAX);
  }
}

#endif // ECG_RT_REF_QUANTIZE_F32_H
