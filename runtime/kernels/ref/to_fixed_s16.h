// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Float to int16 of a power of two (contract: recurrent_s8.h).
#ifndef ECG_RT_REF_TO_FIXED_S16_H
#define ECG_RT_REF_TO_FIXED_S16_H

#include "recurrent_s8.h"
#include <math.h>

static inline ecg_to_fixed_s16_fn ecg_to_fixed_s16;

ECG_RT_INLINE void ecg_to_fixed_s16(const ecg_fixed_params_t *p,
                                    const float *ECG_RT_RESTRICT x,
                                    int16_t *ECG_RT_RESTRICT y) {
  const float unit = (float)((int32_t)1 << p->bits);
  for (int32_t i = 0; i < p->n; ++i) {
    const float v = x[i] * unit;
    if (v >= 32767.0f)
      y[i] = INT16_MAX;
    else if (v <= -32767.0f)
      y[i] = -INT16_MAX;
    else
      y[i] = v == v ? (int16_t)rintf(v) : 0;
  }
}

#endif // ECG_RT_REF_TO_FIXED_S16_H
