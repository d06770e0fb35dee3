// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Int32 of a power of two to float (contract: recurrent_s8.h).
#ifndef ECG_RT_REF_FROM_FIXED_S32_H
#define ECG_RT_REF_FROM_FIXED_S32_H

#include "recurrent_s8.h"

static inline ecg_from_fixed_s32_fn ecg_from_fixed_s32;

ECG_RT_INLINE void ecg_from_fixed_s32(const ecg_fixed_params_t *p,
                                      const int32_t *ECG_RT_RESTRICT x,
                                      float *ECG_RT_RESTRICT y) {
  const float unit = 1.0f / (float)((int32_t)1 << p->bits);
  for (int32_t i = 0; i < p->n; ++i)
    y[i] = (float)x[i] * unit;
}

#endif // ECG_RT_REF_FROM_FIXED_S32_H
