// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Float log-softmax along one axis (contract: softmax.h).
#ifndef ECG_RT_REF_LOG_SOFTMAX_F32_H
#define ECG_RT_REF_LOG_SOFTMAX_F32_H

#include "softmax.h"
#include <math.h>

static inline ecg_log_softmax_f32_fn ecg_log_softmax_f32;

/// Log-softmax of n elements `step` apart.
ECG_RT_INLINE void ecg_log_softmax_f32_row(int32_t n, int32_t step,
                                           const float *x, float *y) {
  float top = x[0], sum = 0.0f;
  for (int32_t i = 1; i < n; ++i)
    top = x[i * step] > top ? x[i * step] : top;
  for (int32_t i = 0; i < n; ++i)
    sum += expf(x[i * step] - top);
  const float offset = logf(sum);
  for (int32_t i = 0; i < n; ++i)
    y[i * step] = x[i * step] - top - offset;
}

ECG_RT_INLINE void ecg_log_softmax_f32(const ecg_log_softmax_f32_params_t *p,
                                       const float *x, float *y) {
  for (int32_t o = 0; o < p->outer; ++o)
    for (int32_t i = 0; i < p->inner; ++i) {
      const int32_t at = o * p->n * p->inner + i;
      ecg_log_softmax_f32_row(p->n, p->inner, x + at, y + at);
    }
}

#endif // ECG_RT_REF_LOG_SOFTMAX_F32_H
