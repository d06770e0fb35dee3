// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// General float convolution (contract: conv_nd.h).
#ifndef ECG_RT_REF_CONV_ND_F32_H
#define ECG_RT_REF_CONV_ND_F32_H

#include "clamp.h"
#include "conv_nd.h"
#include "window.h"

static inline ecg_conv_nd_f32_fn ecg_conv_nd_f32;

/// The accumulator at output `at` of one output channel: x are the channels of
/// its group, w its taps.
ECG_RT_INLINE float
ecg_conv_nd_f32_accumulate(const ecg_conv_nd_f32_params_t *p, const float *x,
                           const float *w, float bias, const int32_t at[3]) {
  int32_t start[3], begin[3], end[3];
  for (int32_t d = 0; d < 3; ++d) {
    start[d] = at[d] * p->stride[d] - p->pad[d];
    begin[d] = ecg_window_begin(start[d], p->dilation[d]);
    end[d] = ecg_window_end(start[d], p->dilation[d], p->in[d], p->kernel[d]);
  }
  float acc = bias;
  for (int32_t i = 0; i < p->cin / p->groups; ++i)
    for (int32_t k = begin[0]; k < end[0]; ++k)
      for (int32_t l = begin[1]; l < end[1]; ++l) {
        const int32_t plane = i * p->in[0] + start[0] + k * p->dilation[0];
        const float *row =
            x + (plane * p->in[1] + start[1] + l * p->dilation[1]) * p->in[2];
        const float *taps =
            w + ((i * p->kernel[0] + k) * p->kernel[1] + l) * p->kernel[2];
        for (int32_t m = begin[2]; m < end[2]; ++m)
          acc += taps[m] * row[start[2] + m * p->dilation[2]];
      }
  return acc;
}

ECG_RT_INLINE void ecg_conv_nd_f32(const ecg_conv_nd_f32_params_t *p,
                                   const float *ECG_RT_RESTRICT x,
                                   const float *ECG_RT_RESTRICT w,
                                   const float *ECG_RT_RESTRICT bias,
                                   float *ECG_RT_RESTRICT y) {
  const int32_t group_in = p->cin / p->groups;
  const int32_t group_out = p->cout / p->groups;
  const int32_t channel = p->in[0] * p->in[1] * p->in[2];
  const int32_t taps = group_in * p->kernel[0] * p->kernel[1] * p->kernel[2];
  for (int32_t n = 0; n < p->batch; ++n, x += p->cin * channel)
    for (int32_t c = 0; c < p->cout; ++c) {
      const float *xc = x + c / group_out * group_in * channel;
      int32_t at[3];
      for (at[0] = 0; at[0] < p->out[0]; ++at[0])
        for (at[1] = 0; at[1] < p->out[1]; ++at[1])
          for (at[2] = 0; at[2] < p->out[2]; ++at[2])
            *y++ = ecg_clamp_f32(
                ecg_conv_nd_f32_accumulate(p, xc, w + c * taps, bias[c], at),
                p->act_min, p->act_max);
    }
}

#endif // ECG_RT_REF_CONV_ND_F32_H
