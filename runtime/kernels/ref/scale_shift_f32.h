// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Float per-channel affine map (contract: scale_shift.h).
#ifndef ECG_RT_REF_SCALE_SHIFT_F32_H
#define ECG_RT_REF_SCALE_SHIFT_F32_H

#include "clamp.h"
#include "scale_shift.h"

static inline ecg_scale_shift_f32_fn ecg_scale_shift_f32;

ECG_RT_INLINE void ecg_scale_shift_f32(const ecg_scale_shift_f32_params_t *p,
                                       const float *x, const float *scale,
                                       const float *offset, float *y) {
  for (int32_t c = 0; c < p->channels; ++c)
    for (int32_t i = 0; i < p->inner; ++i)
      *y++ = ecg_clamp_f32(*x++ * scale[c] + offset[c], p->act_min, p->act_max);
}

#endif // ECG_RT_REF_SCALE_SHIFT_F32_H
