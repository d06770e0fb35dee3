// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// 2-D convolution with fused clamp on quantized elements (contract: conv2d.h).
#ifndef ECG_RT_REF_CONV2D_QUANTIZED_H
#define ECG_RT_REF_CONV2D_QUANTIZED_H

#include "conv2d.h"
#include "requantize.h"
#include "window.h"
#include <string.h>

/// `accumulate` is the accumulator at output (h, w_out) of one output channel
/// with weights w over the input channels of its group.
#define ECG_RT_DEFINE_CONV2D(s, type, sum_type, requant)                       \
  static inline ecg_conv2d_##s##_fn ecg_conv2d_##s;                            \
  static inline ecg_conv2d_##s##_bytes_fn ecg_conv2d_##s##_scratch_bytes;      \
  static inline ecg_conv2d_##s##_bytes_fn ecg_conv2d_##s##_packed_bytes;       \
  static inline ecg_conv2d_##s##_pack_fn ecg_conv2d_##s##_pack;                \
  ECG_RT_INLINE size_t ecg_conv2d_##s##_scratch_bytes(                         \
      const ecg_conv2d_##s##_params_t *p) {                                    \
    (void)p;                                                                   \
    return 0;                                                                  \
  }                                                                            \
  ECG_RT_INLINE size_t ecg_conv2d_##s##_packed_bytes(                          \
      const ecg_conv2d_##s##_params_t *p) {                                    \
    return (size_t)p->cout * (size_t)(p->cin / p->groups) *                    \
           (size_t)p->kernel_h * (size_t)p->kernel_w;                          \
  }                                                                            \
  ECG_RT_INLINE void ecg_conv2d_##s##_pack(const ecg_conv2d_##s##_params_t *p, \
                                           const int8_t *w, int8_t *packed) {  \
    memcpy(packed, w, ecg_conv2d_##s##_packed_bytes(p));                       \
  }                                                                            \
  ECG_RT_INLINE sum_type ecg_conv2d_##s##_accumulate(                          \
      const ecg_conv2d_##s##_params_t *p, const type *x, const int8_t *w,      \
      int32_t bias, int32_t h, int32_t w_out) {                                \
    const int32_t top = h * p->stride_h - p->pad_top;                          \
    const int32_t left = w_out * p->stride_w - p->pad_left;                    \
    const int32_t k_begin = ecg_window_begin(top, p->dilation_h);              \
    const int32_t k_end =                                                      \
        ecg_window_end(top, p->dilation_h, p->hin, p->kernel_h);               \
    const int32_t l_begin = ecg_window_begin(left, p->dilation_w);             \
    const int32_t l_end =                                                      \
        ecg_window_end(left, p->dilation_w, p->win, p->kernel_w);              \
    sum_type acc = bias;                                                       \
    for (int32_t i = 0; i < p->cin / p->groups; ++i)                           \
      for (int32_t k = k_begin; k < k_end; ++k) {                              \
        const type *row = x + (i * p->hin + top + k * p->dilation_h) * p->win; \
        const int8_t *taps = w + (i * p->kernel_h + k) * p->kernel_w;          \
        for (int32_t l = l_begin; l < l_end; ++l)                              \
          acc += taps[l] * (row[left + l * p->dilation_w] - p->in_zp);         \
      }                                                                        \
    return acc;                                                                \
  }                                                                            \
  ECG_RT_INLINE void ecg_conv2d_##s(                                           \
      const ecg_conv2d_##s##_params_t *p, const type *ECG_RT_RESTRICT x,       \
      const int8_t *ECG_RT_RESTRICT w, const int32_t *ECG_RT_RESTRICT bias,    \
      const int32_t *ECG_RT_RESTRICT mult,                                     \
      const int8_t *ECG_RT_RESTRICT shift, type *ECG_RT_RESTRICT y,            \
      void *scratch) {                                                         \
    const int32_t group_in = p->cin / p->groups;                               \
    const int32_t group_out = p->cout / p->groups;                             \
    (void)scratch;                                                             \
    for (int32_t c = 0; c < p->cout; ++c) {                                    \
      const type *xc = x + c / group_out * group_in * p->hin * p->win;         \
      const int8_t *wc = w + c * group_in * p->kernel_h * p->kernel_w;         \
      for (int32_t h = 0; h < p->hout; ++h)                                    \
        for (int32_t v = 0; v < p->wout; ++v) {                                \
          const sum_type acc =                                                 \
              ecg_conv2d_##s##_accumulate(p, xc, wc, bias[c], h, v);           \
          *y++ = ecg_clamp_##s(p->out_zp + requant(acc, mult[c], shift[c]),    \
                               p->act_min, p->act_max);                        \
        }                                                                      \
    }                                                                          \
  }

#endif // ECG_RT_REF_CONV2D_QUANTIZED_H
