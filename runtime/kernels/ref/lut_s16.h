// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Unary int16 functions by a table of knots (contract: lut.h).
#ifndef ECG_RT_REF_LUT_S16_H
#define ECG_RT_REF_LUT_S16_H

#include "lut.h"
#include "requantize.h"

static inline ecg_lut_s16_fn ecg_lut_s16;

ECG_RT_INLINE void ecg_lut_s16(const ecg_lut_s16_params_t *p, const int16_t *x,
                               const int16_t *table, int16_t *y) {
  for (int32_t i = 0; i < p->n; ++i) {
    const int32_t u = x[i] + 32768;
    const int16_t *knot = table + (u >> 7);
    y[i] = (int16_t)(knot[0] +
                     ecg_round_shift((knot[1] - knot[0]) * (u & 127), 7));
  }
}

#endif // ECG_RT_REF_LUT_S16_H
