// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Max-pooling on quantized elements (contract: max_pool.h).
#ifndef ECG_RT_REF_MAX_POOL_QUANTIZED_H
#define ECG_RT_REF_MAX_POOL_QUANTIZED_H

#include "max_pool.h"
#include "window.h"

/// `window` is the largest element of the window of output (h, v) in one
/// channel x.
#define ECG_RT_DEFINE_MAX_POOL(s, type, lowest)                                \
  static inline ecg_max_pool_##s##_fn ecg_max_pool_##s;                        \
  ECG_RT_INLINE type ecg_max_pool_##s##_window(                                \
      const ecg_max_pool_##s##_params_t *p, const type *x, int32_t h,          \
      int32_t v) {                                                             \
    const int32_t top = h * p->stride_h - p->pad_top;                          \
    const int32_t left = v * p->stride_w - p->pad_left;                        \
    const int32_t k_end =                                                      \
        ecg_window_end(top, p->dilation_h, p->hin, p->kernel_h);               \
    const int32_t l_end =                                                      \
        ecg_window_end(left, p->dilation_w, p->win, p->kernel_w);              \
    type best = lowest;                                                        \
    for (int32_t k = ecg_window_begin(top, p->dilation_h); k < k_end; ++k) {   \
      const type *row = x + (top + k * p->dilation_h) * p->win;                \
      for (int32_t l = ecg_window_begin(left, p->dilation_w); l < l_end;       \
           ++l) {                                                              \
        const type e = row[left + l * p->dilation_w];                          \
        best = e > best ? e : best;                                            \
      }                                                                        \
    }                                                                          \
    return best;                                                               \
  }                                                                            \
  ECG_RT_INLINE void ecg_max_pool_##s(const ecg_max_pool_##s##_params_t *p,    \
                                      const type *ECG_RT_RESTRICT x,           \
                                      type *ECG_RT_RESTRICT y) {               \
    for (int32_t c = 0; c < p->channels; ++c, x += p->hin * p->win)            \
      for (int32_t h = 0; h < p->hout; ++h)                                    \
        for (int32_t v = 0; v < p->wout; ++v)                                  \
          *y++ = ecg_max_pool_##s##_window(p, x, h, v);                        \
  }

#endif // ECG_RT_REF_MAX_POOL_QUANTIZED_H
