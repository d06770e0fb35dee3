// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Leaky relu (contract: activations.h).
#ifndef ECG_RT_REF_LEAKY_RELU_F32_H
#define ECG_RT_REF_LEAKY_RELU_F32_H

#include "activations.h"

static inline ecg_leaky_relu_f32_fn ecg_leaky_relu_f32;

ECG_RT_INLINE void ecg_leaky_relu_f32(const ecg_leaky_relu_f32_params_t *p,
                                      const float *x, float *y) {
  for (int32_t i = 0; i < p->n; ++i)
    y[i] = x[i] < 0.0f ? p->alpha * x[i] : x[i];
}

#endif // ECG_RT_REF_LEAKY_RELU_F32_H
