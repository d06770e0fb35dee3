// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Int8 per-channel affine map (contract: scale_shift.h).
#ifndef ECG_RT_REF_SCALE_SHIFT_S8_H
#define ECG_RT_REF_SCALE_SHIFT_S8_H

#include "requantize.h"
#include "scale_shift.h"

static inline ecg_scale_shift_s8_fn ecg_scale_shift_s8;

ECG_RT_INLINE void ecg_scale_shift_s8(const ecg_scale_shift_s8_params_t *p,
                                      const int8_t *x, const int32_t *mult,
                                      const int32_t *offset, int8_t *y) {
  for (int32_t c = 0; c < p->channels; ++c)
    for (int32_t i = 0; i < p->inner; ++i) {
      const int64_t acc = (int64_t)(*x++ - p->in_zp) * mult[c] + offset[c];
      *y++ = ecg_clamp_s8(p->out_zp + ecg_round_shift(acc, p->shift),
                          p->act_min, p->act_max);
    }
}

#endif // ECG_RT_REF_SCALE_SHIFT_S8_H
