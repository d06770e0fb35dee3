// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Clamping, relu included (contract: activations.h).
#ifndef ECG_RT_REF_CLIP_F32_H
#define ECG_RT_REF_CLIP_F32_H

#include "activations.h"
#include "clamp.h"

static inline ecg_clip_f32_fn ecg_clip_f32;

ECG_RT_INLINE void ecg_clip_f32(const ecg_clip_f32_params_t *p, const float *x,
                                float *y) {
  for (int32_t i = 0; i < p->n; ++i)
    y[i] = ecg_clamp_f32(x[i], p->act_min, p->act_max);
}

#endif // ECG_RT_REF_CLIP_F32_H
