// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Logistic sigmoid (contract: activations.h).
#ifndef ECG_RT_REF_SIGMOID_F32_H
#define ECG_RT_REF_SIGMOID_F32_H

#include "activations.h"
#include <math.h>

static inline ecg_sigmoid_f32_fn ecg_sigmoid_f32;

/// @sigmoid_f32 of one number.
ECG_RT_INLINE float ecg_sigmoid_f32_of(float x) {
  const float e = expf(-fabsf(x));
  return (x < 0.0f ? e : 1.0f) / (1.0f + e);
}

ECG_RT_INLINE void ecg_sigmoid_f32(const ecg_sigmoid_f32_params_t *p,
                                   const float *x, float *y) {
  for (int32_t i = 0; i < p->n; ++i)
    y[i] = ecg_sigmoid_f32_of(x[i]);
}

#endif // ECG_RT_REF_SIGMOID_F32_H
