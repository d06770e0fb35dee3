// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Average-pooling on quantized elements (contract: avg_pool.h).
#ifndef ECG_RT_REF_AVG_POOL_QUANTIZED_H
#define ECG_RT_REF_AVG_POOL_QUANTIZED_H

#include "avg_pool.h"
#include "requantize.h"
#include "window.h"

/// Of the window of output (h, v): `count` are the elements that divide it,
/// those inside the input or inside the padded input, `sum` their sum in one
/// channel x.
#define ECG_RT_DEFINE_AVG_POOL(s, type)                                        \
  static inline ecg_avg_pool_##s##_fn ecg_avg_pool_##s;                        \
  ECG_RT_INLINE int32_t ecg_avg_pool_##s##_count(                              \
      const ecg_avg_pool_##s##_params_t *p, int32_t h, int32_t v) {            \
    const int32_t pad = p->count_include_pad;                                  \
    const int32_t top = h * p->stride_h - (pad ? 0 : p->pad_top);              \
    const int32_t left = v * p->stride_w - (pad ? 0 : p->pad_left);            \
    const int32_t rows = p->hin + (pad ? p->pad_top + p->pad_bottom : 0);      \
    const int32_t cols = p->win + (pad ? p->pad_left + p->pad_right : 0);      \
    return (ecg_window_end(top, p->dilation_h, rows, p->kernel_h) -            \
            ecg_window_begin(top, p->dilation_h)) *                            \
           (ecg_window_end(left, p->dilation_w, cols, p->kernel_w) -           \
            ecg_window_begin(left, p->dilation_w));                            \
  }                                                                            \
  ECG_RT_INLINE int32_t ecg_avg_pool_##s##_sum(                                \
      const ecg_avg_pool_##s##_params_t *p, const type *x, int32_t h,          \
      int32_t v) {                                                             \
    const int32_t top = h * p->stride_h - p->pad_top;                          \
    const int32_t left = v * p->stride_w - p->pad_left;                        \
    const int32_t k_end =                                                      \
        ecg_window_end(top, p->dilation_h, p->hin, p->kernel_h);               \
    const int32_t l_end =                                                      \
        ecg_window_end(left, p->dilation_w, p->win, p->kernel_w);              \
    int32_t sum = 0;                                                           \
    for (int32_t k = ecg_window_begin(top, p->dilation_h); k < k_end; ++k) {   \
      const type *row = x + (top + k * p->dilation_h) * p->win;                \
      for (int32_t l = ecg_window_begin(left, p->dilation_w); l < l_end; ++l)  \
        sum += row[left + l * p->dilation_w] - p->in_zp;                       \
    }                                                                          \
    return sum;                                                                \
  }                                                                            \
  ECG_RT_INLINE void ecg_avg_pool_##s(                                         \
      const ecg_avg_pool_##s##_params_t *p, const type *ECG_RT_RESTRICT x,     \
      const int32_t *ECG_RT_RESTRICT mult, type *ECG_RT_RESTRICT y) {          \
    for (int32_t c = 0; c < p->channels; ++c, x += p->hin * p->win)            \
      for (int32_t h = 0; h < p->hout; ++h)                                    \
        for (int32_t v = 0; v < p->wout; ++v) {                                \
          const int32_t count =                                                \
              p->counts == 1 ? 1 : ecg_avg_pool_##s##_count(p, h, v);          \
          const int32_t sum = ecg_avg_pool_##s##_sum(p, x, h, v);              \
          const int64_t mean =                                                 \
              count > 0 ? ecg_requant(sum, mult[count - 1], p->shift) : 0;     \
          *y++ = ecg_clamp_##s(p->out_zp + mean, p->act_min, p->act_max);      \
        }                                                                      \
  }

#endif // ECG_RT_REF_AVG_POOL_QUANTIZED_H
