// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Float max-pooling for Helium (contract: max_pool.h): four neighbouring
// outputs at a time, elements outside a row left out by a predicate.
#ifndef ECG_RT_CORTEX_M55_MAX_POOL_F32_H
#define ECG_RT_CORTEX_M55_MAX_POOL_F32_H

#include "max_pool.h"
#include "mve.h"
#include "window.h"
#include <math.h>

static inline ecg_max_pool_f32_fn ecg_max_pool_f32;

/// Output row `y` from `rows` input rows, the first at x and one every `pitch`
/// elements.
#if ECG_MVE_FLOAT
ECG_RT_ALWAYS_INLINE void
ecg_max_pool_f32_row(const ecg_max_pool_f32_params_t *p, const float *x,
                     int32_t rows, int32_t pitch, float *y) {
  // Places count from the end of a row, so that those inside are the largest
  // numbers without sign.
  uint32x4_t first =
      vaddq_n_u32(vmulq_n_u32(vidupq_n_u32(0, 1), (uint32_t)p->stride_w),
                  (uint32_t)(-p->pad_left - p->win));
  for (int32_t n = p->wout; n > 0; n -= 4, y += 4) {
    float32x4_t best = vdupq_n_f32(-INFINITY);
    const float *end = x + p->win;
    for (int32_t k = 0; k < rows; ++k, end += pitch) {
      uint32x4_t at = first;
      for (int32_t l = 0; l < p->kernel_w; ++l) {
        const mve_pred16_t inside = vcmpcsq_n_u32(at, (uint32_t)-p->win);
        best = vmaxnmq_m_f32(
            best, best, vldrwq_gather_shifted_offset_z_f32(end, at, inside),
            inside);
        at = vaddq_n_u32(at, (uint32_t)p->dilation_w);
      }
    }
    vstrwq_p_f32(y, best, vctp32q((uint32_t)n));
    first = vaddq_n_u32(first, (uint32_t)(4 * p->stride_w));
  }
}
#else
ECG_RT_INLINE void ecg_max_pool_f32_row(const ecg_max_pool_f32_params_t *p,
                                        const float *x, int32_t rows,
                                        int32_t pitch, float *y) {
  for (int32_t v = 0; v < p->wout; ++v) {
    float best = -INFINITY;
    for (int32_t k = 0; k < rows; ++k)
      for (int32_t l = 0; l < p->kernel_w; ++l) {
        const int32_t at = v * p->stride_w - p->pad_left + l * p->dilation_w;
        if (at >= 0 && at < p->win && x[k * pitch + at] > best)
          best = x[k * pitch + at];
      }
    *y++ = best;
  }
}
#endif

ECG_RT_INLINE void ecg_max_pool_f32(const ecg_max_pool_f32_params_t *p,
                                    const float *ECG_RT_RESTRICT x,
                                    float *ECG_RT_RESTRICT y) {
  for (int32_t c = 0; c < p->channels; ++c, x += p->hin * p->win)
    for (int32_t h = 0; h < p->hout; ++h, y += p->wout) {
      const int32_t top = h * p->stride_h - p->pad_top;
      const int32_t begin = ecg_window_begin(top, p->dilation_h);
      const int32_t end =
          ecg_window_end(top, p->dilation_h, p->hin, p->kernel_h);
      ecg_max_pool_f32_row(p, x + (top + begin * p->dilation_h) * p->win,
                           end - begin, p->dilation_h * p->win, y);
    }
}

#endif // ECG_RT_CORTEX_M55_MAX_POOL_F32_H
