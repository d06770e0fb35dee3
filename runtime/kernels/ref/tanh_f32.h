// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Hyperbolic tangent (contract: activations.h).
#ifndef ECG_RT_REF_TANH_F32_H
#define ECG_RT_REF_TANH_F32_H

#include "activations.h"
#include <math.h>

static inline ecg_tanh_f32_fn ecg_tanh_f32;

ECG_RT_INLINE void ecg_tanh_f32(const ecg_tanh_f32_params_t *p, const float *x,
                                float *y) {
  for (int32_t i = 0; i < p->n; ++i)
    y[i] = tanhf(x[i]);
}

#endif // ECG_RT_REF_TANH_F32_H
