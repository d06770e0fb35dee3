// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// 1-D int8 convolution with fused max-pool and clamp (contract: conv1d.h).
#ifndef ECG_RT_REF_CONV1D_S8_H
#define ECG_RT_REF_CONV1D_S8_H

#include "conv1d.h"
#include "requantize.h"
#include "window.h"
#include <string.h>

static inline ecg_conv1d_s8_fn ecg_conv1d_s8;
static inline ecg_conv1d_s8_bytes_fn ecg_conv1d_s8_scratch_bytes;
static inline ecg_conv1d_s8_bytes_fn ecg_conv1d_s8_packed_bytes;
static inline ecg_conv1d_s8_pack_fn ecg_conv1d_s8_pack;

ECG_RT_INLINE size_t
ecg_conv1d_s8_scratch_bytes(const ecg_conv1d_s8_params_t *p) {
  (void)p;
  return 0;
}

ECG_RT_INLINE size_t
ecg_conv1d_s8_packed_bytes(const ecg_conv1d_s8_params_t *p) {
  return (size_t)p->cout * (size_t)(p->cin / p->groups) * (size_t)p->kernel;
}

ECG_RT_INLINE void ecg_conv1d_s8_pack(const ecg_conv1d_s8_params_t *p,
                                      const int8_t *w, int8_t *packed) {
  memcpy(packed, w, ecg_conv1d_s8_packed_bytes(p));
}

/// The accumulator at one position, of one output channel with weights w over
/// the input channels of its group.
ECG_RT_INLINE int32_t ecg_conv1d_s8_accumulate(const ecg_conv1d_s8_params_t *p,
                                               const int8_t *x, const int8_t *w,
                                               int32_t bias, int32_t position) {
  const int32_t start = position * p->stride - p->pad_left;
  const int32_t begin = ecg_window_begin(start, p->dilation);
  const int32_t end = ecg_window_end(start, p->dilation, p->lin, p->kernel);
  int32_t acc = bias;
  for (int32_t i = 0; i < p->cin / p->groups; ++i)
    for (int32_t k = begin; k < end; ++k)
      acc += w[i * p->kernel + k] *
             (x[i * p->lin + start + k * p->dilation] - p->in_zp);
  return acc;
}

ECG_RT_INLINE void ecg_conv1d_s8(const ecg_conv1d_s8_params_t *p,
                                 const int8_t *ECG_RT_RESTRICT x,
                                 const int8_t *ECG_RT_RESTRICT w,
                                 const int32_t *ECG_RT_RESTRICT bias,
                                 const int32_t *ECG_RT_RESTRICT mult,
                                 const int8_t *ECG_RT_RESTRICT shift,
                                 int8_t *ECG_RT_RESTRICT y, void *scratch) {
  const int32_t group_in = p->cin / p->groups;
  const int32_t group_out = p->cout / p->groups;
  (void)scratch;
  for (int32_t c = 0; c < p->cout; ++c) {
    const int8_t *xc = x + c / group_out * group_in * p->lin;
    const int8_t *wc = w + c * group_in * p->kernel;
    for (int32_t j = 0; j < p->lpool; ++j) {
      const int32_t first = j * p->pool_stride;
      int32_t best = ecg_conv1d_s8_accumulate(p, xc, wc, bias[c], first);
      // @pool_on_accumulators: @requant is monotone, so the maximum may come
      // before it.
      for (int32_t k = 1; k < p->pool_kernel; ++k) {
        const int32_t acc =
            ecg_conv1d_s8_accumulate(p, xc, wc, bias[c], first + k);
        best = acc > best ? acc : best;
      }
      y[c * p->lpool + j] =
          ecg_clamp_s8(p->out_zp + ecg_requant(best, mult[c], shift[c]),
                       p->act_min, p->act_max);
    }
  }
}

#endif // ECG_RT_REF_CONV1D_S8_H
