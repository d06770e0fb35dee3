// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// 1-D float convolution with fused max-pool and clamp (contract: conv1d.h).
#ifndef ECG_RT_REF_CONV1D_F32_H
#define ECG_RT_REF_CONV1D_F32_H

#include "clamp.h"
#include "conv1d.h"
#include "window.h"
#include <string.h>

static inline ecg_conv1d_f32_fn ecg_conv1d_f32;
static inline ecg_conv1d_f32_bytes_fn ecg_conv1d_f32_packed_bytes;
static inline ecg_conv1d_f32_pack_fn ecg_conv1d_f32_pack;

ECG_RT_INLINE size_t
ecg_conv1d_f32_packed_bytes(const ecg_conv1d_f32_params_t *p) {
  return sizeof(float) * (size_t)p->cout * (size_t)(p->cin / p->groups) *
         (size_t)p->kernel;
}

ECG_RT_INLINE void ecg_conv1d_f32_pack(const ecg_conv1d_f32_params_t *p,
                                       const float *w, float *packed) {
  memcpy(packed, w, ecg_conv1d_f32_packed_bytes(p));
}

/// The accumulator at one position, of one output channel with weights w over
/// the input channels of its group.
ECG_RT_INLINE float ecg_conv1d_f32_accumulate(const ecg_conv1d_f32_params_t *p,
                                              const float *x, const float *w,
                                              float bias, int32_t position) {
  const int32_t start = position * p->stride - p->pad_left;
  const int32_t begin = ecg_window_begin(start, p->dilation);
  const int32_t end = ecg_window_end(start, p->dilation, p->lin, p->kernel);
  float acc = bias;
  for (int32_t i = 0; i < p->cin / p->groups; ++i)
    for (int32_t k = begin; k < end; ++k)
      acc += w[i * p->kernel + k] * x[i * p->lin + start + k * p->dilation];
  return acc;
}

ECG_RT_INLINE void ecg_conv1d_f32(const ecg_conv1d_f32_params_t *p,
                                  const float *ECG_RT_RESTRICT x,
                                  const float *ECG_RT_RESTRICT w,
                                  const float *ECG_RT_RESTRICT bias,
                                  float *ECG_RT_RESTRICT y) {
  const int32_t group_in = p->cin / p->groups;
  const int32_t group_out = p->cout / p->groups;
  for (int32_t c = 0; c < p->cout; ++c) {
    const float *xc = x + c / group_out * group_in * p->lin;
    const float *wc = w + c * group_in * p->kernel;
    for (int32_t j = 0; j < p->lpool; ++j) {
      const int32_t first = j * p->pool_stride;
      float best = ecg_conv1d_f32_accumulate(p, xc, wc, bias[c], first);
      for (int32_t k = 1; k < p->pool_kernel; ++k) {
        const float acc =
            ecg_conv1d_f32_accumulate(p, xc, wc, bias[c], first + k);
        best = acc > best ? acc : best;
      }
      y[c * p->lpool + j] = ecg_clamp_f32(best, p->act_min, p->act_max);
    }
  }
}

#endif // ECG_RT_REF_CONV1D_F32_H
