// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Float to int8 without branches on the usual path (contract: quantize.h).
#ifndef ECG_RT_CORTEX_M_QUANTIZE_F32_H
#define ECG_RT_CORTEX_M_QUANTIZE_F32_H

#include "dsp.h"
#include "quantize.h"

static inline ecg_quantize_f32_fn ecg_quantize_f32;

/// The bits of a float.
ECG_RT_ALWAYS_INLINE uint32_t ecg_float_bits(float v) {
  uint32_t bits;
  memcpy(&bits, &v, sizeof(bits));
  return bits;
}

ECG_RT_INLINE void ecg_quantize_f32(const ecg_quantize_f32_params_t *p,
                                    const float *ECG_RT_RESTRICT x,
                                    int8_t *ECG_RT_RESTRICT y) {
  // Around 1.5 * 2^23 neighbouring floats are 1 apart: the addition rounds half
  // to even and leaves the integer in the low bits.
  const float magic = 12582912.0f;
  const int32_t offset = p->zp - (int32_t)ecg_float_bits(magic);
  const uint32_t limit = ecg_float_bits(512.0f);
  for (int32_t i = 0; i < p->n; ++i) {
    const float t = x[i] / p->scale;
    if ((ecg_float_bits(t) & 0x7FFFFFFFu) <= limit)
      y[i] = (int8_t)ecg_ssat8((int32_t)ecg_float_bits(t + magic) + offset);
    else // beyond int8 whatever zp is, or not a number
      y[i] = (int8_t)(t > 0.0f ? INT8_MAX : t < 0.0f ? INT8_MIN : p->zp);
  }
}

#endif // ECG_RT_CORTEX_M_QUANTIZE_F32_H
