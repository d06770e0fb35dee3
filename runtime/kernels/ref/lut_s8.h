// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Unary int8 functions by table (contract: lut.h).
#ifndef ECG_RT_REF_LUT_S8_H
#define ECG_RT_REF_LUT_S8_H

#include "lut.h"

static inline ecg_lut_s8_fn ecg_lut_s8;

ECG_RT_INLINE void ecg_lut_s8(const ecg_lut_s8_params_t *p, const int8_t *x,
                              const int8_t *table, int8_t *y) {
  for (int32_t i = 0; i < p->n; ++i)
    y[i] = table[x[i] + 128];
}

#endif // ECG_RT_REF_LUT_S8_H
