// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Int8 fully connected layer for the DSP instructions (contract: linear.h): the
// row is widened to int16 once, then each pair of outputs is one dot product
// (dot_s8.h).
#ifndef ECG_RT_CORTEX_M_LINEAR_S8_H
#define ECG_RT_CORTEX_M_LINEAR_S8_H

#include "dot_s8.h"
#include "linear.h"
#include "requantize.h"
#include "widen_s8.h"

static inline ecg_linear_s8_fn ecg_linear_s8;
static inline ecg_linear_s8_bytes_fn ecg_linear_s8_scratch_bytes;
static inline ecg_linear_s8_bytes_fn ecg_linear_s8_packed_bytes;
static inline ecg_linear_s8_pack_fn ecg_linear_s8_pack;

/// One widened row and the 0 behind it.
ECG_RT_INLINE size_t
ecg_linear_s8_scratch_bytes(const ecg_linear_s8_params_t *p) {
  return sizeof(int16_t) * ((size_t)p->in_features + 1);
}

ECG_RT_INLINE size_t
ecg_linear_s8_packed_bytes(const ecg_linear_s8_params_t *p) {
  return 4 * (size_t)((p->out_features + 1) / 2) *
         (size_t)ecg_dot_words(p->in_features);
}

ECG_RT_INLINE void ecg_linear_s8_pack(const ecg_linear_s8_params_t *p,
                                      const int8_t *w, int8_t *packed) {
  const int32_t n = p->in_features;
  for (int32_t o = 0; o < p->out_features; o += 2, w += 2 * n)
    packed = ecg_dot_pack(w, o + 1 < p->out_features ? w + n : NULL, n, n, 1, 0,
                          packed);
}

ECG_RT_INLINE void ecg_linear_s8(const ecg_linear_s8_params_t *p,
                                 const int8_t *ECG_RT_RESTRICT x,
                                 const int8_t *ECG_RT_RESTRICT w,
                                 const int32_t *ECG_RT_RESTRICT bias,
                                 const int32_t *ECG_RT_RESTRICT mult,
                                 const int8_t *ECG_RT_RESTRICT shift,
                                 int8_t *ECG_RT_RESTRICT y, void *scratch) {
  const int32_t words = ecg_dot_words(p->in_features);
  int16_t *row = (int16_t *)scratch;
  for (int32_t r = 0; r < p->rows; ++r, x += p->in_features) {
    const int8_t *pair_w = w;
    ecg_widen_s8(x, 1, p->in_features, 0, p->in_features, p->in_zp, row);
    for (int32_t o = 0; o < p->out_features; o += 2, pair_w += 4 * words) {
      uint32_t sum[2];
      ecg_dot1(row, pair_w, words, sum);
      for (int32_t h = 0; h < 2 && o + h < p->out_features; ++h)
        *y++ =
            ecg_clamp_s8(p->out_zp + ecg_requant((int32_t)sum[h] + bias[o + h],
                                                 mult[o + h], shift[o + h]),
                         p->act_min, p->act_max);
    }
  }
}

#endif // ECG_RT_CORTEX_M_LINEAR_S8_H
