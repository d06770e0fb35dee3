// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Float to int8 (contract: quantize.h).
#ifndef ECG_RT_REF_QUANTIZE_F32_H
#define ECG_RT_REF_QUANTIZE_F32_H

#include "quantize.h"
#include "requantize.h"
#include "round_half_even.h"

static inline ecg_quantize_f32_fn ecg_quantize_f32;

ECG_RT_INLINE void ecg_quantize_f32(const ecg_quantize_f32_params_t *p,
                                    const float *ECG_RT_RESTRICT x,
                                    int8_t *ECG_RT_RESTRICT y) {
  for (int32_t i = 0; i < p->n; ++i) {
    const int32_t q = ecg_round_half_even(x[i] / p->scale, 512.0f);
    y[i] = ecg_clamp_s8(q + p->zp, INT8_MIN, INT8_MAX);
  }
}

#endif // ECG_RT_REF_QUANTIZE_F32_H
