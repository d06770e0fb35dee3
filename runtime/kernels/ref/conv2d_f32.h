// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// 2-D float convolution with fused clamp (contract: conv2d.h).
#ifndef ECG_RT_REF_CONV2D_F32_H
#define ECG_RT_REF_CONV2D_F32_H

#include "clamp.h"
#include "conv2d.h"
#include "window.h"
#include <string.h>

static inline ecg_conv2d_f32_fn ecg_conv2d_f32;
static inline ecg_conv2d_f32_bytes_fn ecg_conv2d_f32_packed_bytes;
static inline ecg_conv2d_f32_pack_fn ecg_conv2d_f32_pack;

ECG_RT_INLINE size_t
ecg_conv2d_f32_packed_bytes(const ecg_conv2d_f32_params_t *p) {
  return sizeof(float) * (size_t)p->cout * (size_t)(p->cin / p->groups) *
         (size_t)p->kernel_h * (size_t)p->kernel_w;
}

ECG_RT_INLINE void ecg_conv2d_f32_pack(const ecg_conv2d_f32_params_t *p,
                                       const float *w, float *packed) {
  memcpy(packed, w, ecg_conv2d_f32_packed_bytes(p));
}

/// The accumulator at output (h, w_out) of one output channel with weights w
/// over the input channels of its group.
ECG_RT_INLINE float ecg_conv2d_f32_accumulate(const ecg_conv2d_f32_params_t *p,
                                              const float *x, const float *w,
                                              float bias, int32_t h,
                                              int32_t w_out) {
  const int32_t top = h * p->stride_h - p->pad_top;
  const int32_t left = w_out * p->stride_w - p->pad_left;
  const int32_t k_begin = ecg_window_begin(top, p->dilation_h);
  const int32_t k_end = ecg_window_end(top, p->dilation_h, p->hin, p->kernel_h);
  const int32_t l_begin = ecg_window_begin(left, p->dilation_w);
  const int32_t l_end =
      ecg_window_end(left, p->dilation_w, p->win, p->kernel_w);
  float acc = bias;
  for (int32_t i = 0; i < p->cin / p->groups; ++i)
    for (int32_t k = k_begin; k < k_end; ++k) {
      const float *row = x + (i * p->hin + top + k * p->dilation_h) * p->win;
      const float *taps = w + (i * p->kernel_h + k) * p->kernel_w;
      for (int32_t l = l_begin; l < l_end; ++l)
        acc += taps[l] * row[left + l * p->dilation_w];
    }
  return acc;
}

ECG_RT_INLINE void ecg_conv2d_f32(const ecg_conv2d_f32_params_t *p,
                                  const float *ECG_RT_RESTRICT x,
                                  const float *ECG_RT_RESTRICT w,
                                  const float *ECG_RT_RESTRICT bias,
                                  float *ECG_RT_RESTRICT y) {
  const int32_t group_in = p->cin / p->groups;
  const int32_t group_out = p->cout / p->groups;
  for (int32_t c = 0; c < p->cout; ++c) {
    const float *xc = x + c / group_out * group_in * p->hin * p->win;
    const float *wc = w + c * group_in * p->kernel_h * p->kernel_w;
    for (int32_t h = 0; h < p->hout; ++h)
      for (int32_t v = 0; v < p->wout; ++v)
        *y++ =
            ecg_clamp_f32(ecg_conv2d_f32_accumulate(p, xc, wc, bias[c], h, v),
                          p->act_min, p->act_max);
  }
}

#endif // ECG_RT_REF_CONV2D_F32_H
