// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Float to int16 (contract: quantize.h).
#ifndef ECG_RT_REF_QUANTIZE_F32_S16_H
#define ECG_RT_REF_QUANTIZE_F32_S16_H

#include "quantize.h"
#include "requantize.h"
#include "round_half_even.h"

static inline ecg_quantize_f32_s16_fn ecg_quantize_f32_s16;

ECG_RT_INLINE void ecg_quantize_f32_s16(const ecg_quantize_f32_s16_params_t *p,
                                        const float *ECG_RT_RESTRICT x,
                                        int16_t *ECG_RT_RESTRICT y) {
  for (int32_t i = 0; i < p->n; ++i)
    y[i] = ecg_clamp_s16(ecg_round_half_even(x[i] / p->scale, 65536.0f) + p->zp,
                         INT16_MIN, INT16_MAX);
}

#endif // ECG_RT_REF_QUANTIZE_F32_S16_H
