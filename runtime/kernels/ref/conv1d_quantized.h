// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// 1-D convolution with fused max-pool and clamp on quantized elements
// (contract: conv1d.h).
#ifndef ECG_RT_REF_CONV1D_QUANTIZED_H
#define ECG_RT_REF_CONV1D_QUANTIZED_H

#include "conv1d_layout.h"
#include "requantize.h"
#include "window.h"
#include <string.h>

/// `accumulate` is the accumulator at one position, of one output channel with
/// weights w over the input channels of its group. Of those of a pool the
/// largest is requantized (@pool_on_accumulators): @requant is monotone.
#define ECG_RT_DEFINE_CONV1D(s, type, sum_type, requant)                       \
  static inline ecg_conv1d_##s##_fn ecg_conv1d_##s;                            \
  static inline ecg_conv1d_##s##_bytes_fn ecg_conv1d_##s##_scratch_bytes;      \
  static inline ecg_conv1d_##s##_bytes_fn ecg_conv1d_##s##_packed_bytes;       \
  static inline ecg_conv1d_##s##_pack_fn ecg_conv1d_##s##_pack;                \
  ECG_RT_INLINE size_t ecg_conv1d_##s##_scratch_bytes(                         \
      const ecg_conv1d_##s##_params_t *p) {                                    \
    (void)p;                                                                   \
    return 0;                                                                  \
  }                                                                            \
  ECG_RT_INLINE size_t ecg_conv1d_##s##_packed_bytes(                          \
      const ecg_conv1d_##s##_params_t *p) {                                    \
    return (size_t)p->cout * (size_t)(p->cin / p->groups) * (size_t)p->kernel; \
  }                                                                            \
  ECG_RT_INLINE void ecg_conv1d_##s##_pack(const ecg_conv1d_##s##_params_t *p, \
                                           const int8_t *w, int8_t *packed) {  \
    memcpy(packed, w, ecg_conv1d_##s##_packed_bytes(p));                       \
  }                                                                            \
  ECG_RT_INLINE sum_type ecg_conv1d_##s##_accumulate(                          \
      const ecg_conv1d_##s##_params_t *p, const type *x, const int8_t *w,      \
      int32_t bias, int32_t position) {                                        \
    const int32_t start = position * p->stride - p->pad_left;                  \
    const int32_t begin = ecg_window_begin(start, p->dilation);                \
    const int32_t end = ecg_window_end(start, p->dilation, p->lin, p->kernel); \
    const int32_t pitch = ecg_conv1d_x_pitch(p), step = ecg_conv1d_x_step(p);  \
    sum_type acc = bias;                                                       \
    for (int32_t i = 0; i < p->cin / p->groups; ++i)                           \
      for (int32_t k = begin; k < end; ++k)                                    \
        acc += w[i * p->kernel + k] *                                          \
               (x[i * pitch + (start + k * p->dilation) * step] - p->in_zp);   \
    return acc;                                                                \
  }                                                                            \
  ECG_RT_INLINE void ecg_conv1d_##s(                                           \
      const ecg_conv1d_##s##_params_t *p, const type *ECG_RT_RESTRICT x,       \
      const int8_t *ECG_RT_RESTRICT w, const int32_t *ECG_RT_RESTRICT bias,    \
      const int32_t *ECG_RT_RESTRICT mult,                                     \
      const int8_t *ECG_RT_RESTRICT shift, type *ECG_RT_RESTRICT y,            \
      void *scratch) {                                                         \
    const int32_t group_in = p->cin / p->groups;                               \
    const int32_t group_out = p->cout / p->groups;                             \
    (void)scratch;                                                             \
    for (int32_t c = 0; c < p->cout; ++c) {                                    \
      const type *xc = x + c / group_out * group_in * ecg_conv1d_x_pitch(p);   \
      const int8_t *wc = w + c * group_in * p->kernel;                         \
      for (int32_t j = 0; j < p->lpool; ++j) {                                 \
        const int32_t first = j * p->pool_stride;                              \
        sum_type best =                                                        \
            ecg_conv1d_##s##_accumulate(p, xc, wc, bias[c], first);            \
        for (int32_t k = 1; k < p->pool_kernel; ++k) {                         \
          const sum_type acc =                                                 \
              ecg_conv1d_##s##_accumulate(p, xc, wc, bias[c], first + k);      \
          best = acc > best ? acc : best;                                      \
        }                                                                      \
        y[c * ecg_conv1d_y_pitch(p) + j * ecg_conv1d_y_step(p)] =              \
            ecg_clamp_##s(p->out_zp + requant(best, mult[c], shift[c]),        \
                          p->act_min, p->act_max);                             \
      }                                                                        \
    }                                                                          \
  }

#endif // ECG_RT_REF_CONV1D_QUANTIZED_H
