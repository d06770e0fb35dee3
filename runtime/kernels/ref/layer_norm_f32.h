// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Float layer normalization (contract: layer_norm.h).
#ifndef ECG_RT_REF_LAYER_NORM_F32_H
#define ECG_RT_REF_LAYER_NORM_F32_H

#include "layer_norm.h"
#include <math.h>

static inline ecg_layer_norm_f32_fn ecg_layer_norm_f32;

/// Statistics and result of n elements `step` apart.
ECG_RT_INLINE void ecg_layer_norm_f32_row(int32_t n, int32_t step,
                                          float epsilon, const float *x,
                                          const float *scale,
                                          const float *offset, float *y) {
  float mean = 0, variance = 0;
  for (int32_t i = 0; i < n; ++i)
    mean += x[i * step];
  mean /= (float)n;
  for (int32_t i = 0; i < n; ++i)
    variance += (x[i * step] - mean) * (x[i * step] - mean);
  const float root = sqrtf(variance / (float)n + epsilon);
  for (int32_t i = 0; i < n; ++i)
    y[i * step] = (x[i * step] - mean) / root * scale[i] + offset[i];
}

ECG_RT_INLINE void ecg_layer_norm_f32(const ecg_layer_norm_f32_params_t *p,
                                      const float *x, const float *scale,
                                      const float *offset, float *y) {
  for (int32_t o = 0; o < p->outer; ++o)
    for (int32_t i = 0; i < p->inner; ++i) {
      const int32_t at = o * p->n * p->inner + i;
      ecg_layer_norm_f32_row(p->n, p->inner, p->epsilon, x + at, scale, offset,
                             y + at);
    }
}

#endif // ECG_RT_REF_LAYER_NORM_F32_H
