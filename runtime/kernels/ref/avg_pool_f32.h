// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Float average-pooling (contract: avg_pool.h).
#ifndef ECG_RT_REF_AVG_POOL_F32_H
#define ECG_RT_REF_AVG_POOL_F32_H

#include "avg_pool.h"
#include "window.h"

static inline ecg_avg_pool_f32_fn ecg_avg_pool_f32;

/// The elements that divide the window of output (h, v): those inside the
/// input, or inside the padded input.
ECG_RT_INLINE int32_t ecg_avg_pool_f32_count(const ecg_avg_pool_f32_params_t *p,
                                             int32_t h, int32_t v) {
  const int32_t pad = p->count_include_pad;
  const int32_t top = h * p->stride_h - (pad ? 0 : p->pad_top);
  const int32_t left = v * p->stride_w - (pad ? 0 : p->pad_left);
  const int32_t rows = p->hin + (pad ? p->pad_top + p->pad_bottom : 0);
  const int32_t cols = p->win + (pad ? p->pad_left + p->pad_right : 0);
  return (ecg_window_end(top, p->dilation_h, rows, p->kernel_h) -
          ecg_window_begin(top, p->dilation_h)) *
         (ecg_window_end(left, p->dilation_w, cols, p->kernel_w) -
          ecg_window_begin(left, p->dilation_w));
}

/// The sum over the window of output (h, v) in one channel x.
ECG_RT_INLINE float ecg_avg_pool_f32_sum(const ecg_avg_pool_f32_params_t *p,
                                         const float *x, int32_t h, int32_t v) {
  const int32_t top = h * p->stride_h - p->pad_top;
  const int32_t left = v * p->stride_w - p->pad_left;
  const int32_t k_end = ecg_window_end(top, p->dilation_h, p->hin, p->kernel_h);
  const int32_t l_end =
      ecg_window_end(left, p->dilation_w, p->win, p->kernel_w);
  float sum = 0.0f;
  for (int32_t k = ecg_window_begin(top, p->dilation_h); k < k_end; ++k) {
    const float *row = x + (top + k * p->dilation_h) * p->win;
    for (int32_t l = ecg_window_begin(left, p->dilation_w); l < l_end; ++l)
      sum += row[left + l * p->dilation_w];
  }
  return sum;
}

ECG_RT_INLINE void ecg_avg_pool_f32(const ecg_avg_pool_f32_params_t *p,
                                    const float *ECG_RT_RESTRICT x,
                                    float *ECG_RT_RESTRICT y) {
  for (int32_t c = 0; c < p->channels; ++c, x += p->hin * p->win)
    for (int32_t h = 0; h < p->hout; ++h)
      for (int32_t v = 0; v < p->wout; ++v) {
        const int32_t count = ecg_avg_pool_f32_count(p, h, v);
        *y++ =
            count > 0 ? ecg_avg_pool_f32_sum(p, x, h, v) / (float)count : 0.0f;
      }
}

#endif // ECG_RT_REF_AVG_POOL_F32_H
