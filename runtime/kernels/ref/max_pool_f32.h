// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Float max-pooling (contract: max_pool.h).
#ifndef ECG_RT_REF_MAX_POOL_F32_H
#define ECG_RT_REF_MAX_POOL_F32_H

#include "max_pool.h"
#include "window.h"
#include <math.h>

static inline ecg_max_pool_f32_fn ecg_max_pool_f32;

/// The largest element of the window of output (h, v) in one channel x.
ECG_RT_INLINE float ecg_max_pool_f32_window(const ecg_max_pool_f32_params_t *p,
                                            const float *x, int32_t h,
                                            int32_t v) {
  const int32_t top = h * p->stride_h - p->pad_top;
  const int32_t left = v * p->stride_w - p->pad_left;
  const int32_t k_end = ecg_window_end(top, p->dilation_h, p->hin, p->kernel_h);
  const int32_t l_end =
      ecg_window_end(left, p->dilation_w, p->win, p->kernel_w);
  float best = -INFINITY;
  for (int32_t k = ecg_window_begin(top, p->dilation_h); k < k_end; ++k) {
    const float *row = x + (top + k * p->dilation_h) * p->win;
    for (int32_t l = ecg_window_begin(left, p->dilation_w); l < l_end; ++l) {
      const float e = row[left + l * p->dilation_w];
      best = e > best ? e : best;
    }
  }
  return best;
}

ECG_RT_INLINE void ecg_max_pool_f32(const ecg_max_pool_f32_params_t *p,
                                    const float *ECG_RT_RESTRICT x,
                                    float *ECG_RT_RESTRICT y) {
  for (int32_t c = 0; c < p->channels; ++c, x += p->hin * p->win)
    for (int32_t h = 0; h < p->hout; ++h)
      for (int32_t v = 0; v < p->wout; ++v)
        *y++ = ecg_max_pool_f32_window(p, x, h, v);
}

#endif // ECG_RT_REF_MAX_POOL_F32_H
