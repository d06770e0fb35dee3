// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Transposed convolution with fused clamp on quantized elements (contract:
// conv_transpose.h).
#ifndef ECG_RT_REF_CONV_TRANSPOSE_QUANTIZED_H
#define ECG_RT_REF_CONV_TRANSPOSE_QUANTIZED_H

#include "conv_transpose.h"
#include "requantize.h"
#include "transposed_window.h"

/// `accumulate` is the accumulator at output `at` of one output channel: x are
/// the channels of its group, w its taps.
#define ECG_RT_DEFINE_CONV_TRANSPOSE(s, type, sum_type, requant)               \
  static inline ecg_conv_transpose_##s##_fn ecg_conv_transpose_##s;            \
  ECG_RT_INLINE sum_type ecg_conv_transpose_##s##_accumulate(                  \
      const ecg_conv_transpose_##s##_params_t *p, const type *x,               \
      const int8_t *w, int32_t bias, const int32_t at[3]) {                    \
    ecg_transposed_taps_t t[3];                                                \
    for (int32_t d = 0; d < 3; ++d)                                            \
      t[d] = ecg_transposed_taps(at[d] + p->pad[d], p->in[d], p->kernel[d],    \
                                 p->stride[d], p->dilation[d]);                \
    sum_type acc = bias;                                                       \
    for (int32_t i = 0; i < p->cin / p->groups; ++i)                           \
      for (int32_t k = 0; k < t[0].count; ++k)                                 \
        for (int32_t l = 0; l < t[1].count; ++l) {                             \
          const int32_t x_plane = i * p->in[0] + t[0].at - k * t[0].at_step;   \
          const int32_t w_plane =                                              \
              i * p->kernel[0] + t[0].tap + k * t[0].tap_step;                 \
          const int32_t row =                                                  \
              (x_plane * p->in[1] + t[1].at - l * t[1].at_step) * p->in[2];    \
          const int32_t tap =                                                  \
              (w_plane * p->kernel[1] + t[1].tap + l * t[1].tap_step) *        \
                  p->kernel[2] +                                               \
              t[2].tap;                                                        \
          for (int32_t m = 0; m < t[2].count; ++m)                             \
            acc += w[tap + m * t[2].tap_step] *                                \
                   (x[row + t[2].at - m * t[2].at_step] - p->in_zp);           \
        }                                                                      \
    return acc;                                                                \
  }                                                                            \
  ECG_RT_INLINE void ecg_conv_transpose_##s(                                   \
      const ecg_conv_transpose_##s##_params_t *p,                              \
      const type *ECG_RT_RESTRICT x, const int8_t *ECG_RT_RESTRICT w,          \
      const int32_t *ECG_RT_RESTRICT bias,                                     \
      const int32_t *ECG_RT_RESTRICT mult,                                     \
      const int8_t *ECG_RT_RESTRICT shift, type *ECG_RT_RESTRICT y) {          \
    const int32_t group_in = p->cin / p->groups;                               \
    const int32_t group_out = p->cout / p->groups;                             \
    const int32_t channel = p->in[0] * p->in[1] * p->in[2];                    \
    const int32_t taps =                                                       \
        group_in * p->kernel[0] * p->kernel[1] * p->kernel[2];                 \
    for (int32_t n = 0; n < p->batch; ++n, x += p->cin * channel)              \
      for (int32_t c = 0; c < p->cout; ++c) {                                  \
        const type *xc = x + c / group_out * group_in * channel;               \
        int32_t at[3];                                                         \
        for (at[0] = 0; at[0] < p->out[0]; ++at[0])                            \
          for (at[1] = 0; at[1] < p->out[1]; ++at[1])                          \
            for (at[2] = 0; at[2] < p->out[2]; ++at[2]) {                      \
              const sum_type acc = ecg_conv_transpose_##s##_accumulate(        \
                  p, xc, w + c * taps, bias[c], at);                           \
              *y++ =                                                           \
                  ecg_clamp_##s(p->out_zp + requant(acc, mult[c], shift[c]),   \
                                p->act_min, p->act_max);                       \
            }                                                                  \
      }                                                                        \
  }

#endif // ECG_RT_REF_CONV_TRANSPOSE_QUANTIZED_H
