// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Where the maxima of float max-pooling stand (contract: max_pool.h).
#ifndef ECG_RT_REF_MAX_POOL_INDICES_F32_H
#define ECG_RT_REF_MAX_POOL_INDICES_F32_H

#include "max_pool.h"
#include "window.h"

static inline ecg_max_pool_indices_f32_fn ecg_max_pool_indices_f32;

/// The position in channel x of the largest element in the window of output
/// (h, v), -1 without any.
ECG_RT_INLINE int64_t
ecg_max_pool_indices_f32_window(const ecg_max_pool_indices_f32_params_t *p,
                                const float *x, int32_t h, int32_t v) {
  const int32_t top = h * p->stride_h - p->pad_top;
  const int32_t left = v * p->stride_w - p->pad_left;
  const int32_t k_end = ecg_window_end(top, p->dilation_h, p->hin, p->kernel_h);
  const int32_t l_end =
      ecg_window_end(left, p->dilation_w, p->win, p->kernel_w);
  int32_t best_row = -1, best_col = -1;
  for (int32_t k = ecg_window_begin(top, p->dilation_h); k < k_end; ++k)
    for (int32_t l = ecg_window_begin(left, p->dilation_w); l < l_end; ++l) {
      const int32_t row = top + k * p->dilation_h;
      const int32_t col = left + l * p->dilation_w;
      if (best_row >= 0 &&
          !(x[row * p->win + col] > x[best_row * p->win + best_col]))
        continue;
      best_row = row;
      best_col = col;
    }
  if (best_row < 0)
    return -1;
  return p->column_major ? best_col * p->hin + best_row
                         : best_row * p->win + best_col;
}

ECG_RT_INLINE void
ecg_max_pool_indices_f32(const ecg_max_pool_indices_f32_params_t *p,
                         const float *ECG_RT_RESTRICT x,
                         int64_t *ECG_RT_RESTRICT y) {
  const int32_t channel = p->hin * p->win;
  for (int32_t c = 0; c < p->channels; ++c)
    for (int32_t h = 0; h < p->hout; ++h)
      for (int32_t v = 0; v < p->wout; ++v) {
        const int64_t at =
            ecg_max_pool_indices_f32_window(p, x + c * channel, h, v);
        *y++ = at < 0 ? at : (int64_t)c * channel + at;
      }
}

#endif // ECG_RT_REF_MAX_POOL_INDICES_F32_H
