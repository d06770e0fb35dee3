// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Hard sigmoid (contract: activations.h).
#ifndef ECG_RT_REF_HARD_SIGMOID_F32_H
#define ECG_RT_REF_HARD_SIGMOID_F32_H

#include "activations.h"
#include "clamp.h"

static inline ecg_hard_sigmoid_f32_fn ecg_hard_sigmoid_f32;

ECG_RT_INLINE void ecg_hard_sigmoid_f32(const ecg_hard_sigmoid_f32_params_t *p,
                                        const float *x, float *y) {
  for (int32_t i = 0; i < p->n; ++i)
    y[i] = ecg_clamp_f32(p->alpha * x[i] + p->beta, 0.0f, 1.0f);
}

#endif // ECG_RT_REF_HARD_SIGMOID_F32_H
