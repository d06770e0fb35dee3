// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Swish, x * sigmoid(x) (contract: activations.h).
#ifndef ECG_RT_REF_SWISH_F32_H
#define ECG_RT_REF_SWISH_F32_H

#include "activations.h"
#include "sigmoid_f32.h"

static inline ecg_swish_f32_fn ecg_swish_f32;

ECG_RT_INLINE void ecg_swish_f32(const ecg_swish_f32_params_t *p,
                                 const float *x, float *y) {
  for (int32_t i = 0; i < p->n; ++i)
    y[i] = x[i] * ecg_sigmoid_f32_of(x[i]);
}

#endif // ECG_RT_REF_SWISH_F32_H
