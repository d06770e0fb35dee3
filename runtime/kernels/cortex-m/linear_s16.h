// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Fully connected layer on int16 for the DSP instructions (contract: linear.h):
// each pair of outputs is a dot product (dot_wide.h).
#ifndef ECG_RT_CORTEX_M_LINEAR_S16_H
#define ECG_RT_CORTEX_M_LINEAR_S16_H

#include "dot_wide.h"
#include "linear.h"
#include "requantize.h"

static inline ecg_linear_s16_fn ecg_linear_s16;
static inline ecg_linear_s16_bytes_fn ecg_linear_s16_scratch_bytes;
static inline ecg_linear_s16_bytes_fn ecg_linear_s16_packed_bytes;
static inline ecg_linear_s16_pack_fn ecg_linear_s16_pack;

/// A row with what the last word reads behind it, where that is anything.
ECG_RT_INLINE size_t
ecg_linear_s16_scratch_bytes(const ecg_linear_s16_params_t *p) {
  return p->in_features % 4 == 0 ? 0
                                 : 8 * (size_t)ecg_wide_words(p->in_features);
}

ECG_RT_INLINE size_t
ecg_linear_s16_packed_bytes(const ecg_linear_s16_params_t *p) {
  return 8 * (size_t)((p->out_features + 1) / 2) *
         (size_t)ecg_wide_words(p->in_features);
}

ECG_RT_INLINE void ecg_linear_s16_pack(const ecg_linear_s16_params_t *p,
                                       const int8_t *w, int8_t *packed) {
  const int32_t n = p->in_features;
  for (int32_t o = 0; o < p->out_features; o += 2, w += 2 * n)
    packed = ecg_wide_pack(w, o + 1 < p->out_features ? w + n : NULL, n, n, 1,
                           packed);
}

ECG_RT_INLINE void ecg_linear_s16(const ecg_linear_s16_params_t *p,
                                  const int16_t *ECG_RT_RESTRICT x,
                                  const int8_t *ECG_RT_RESTRICT w,
                                  const int32_t *ECG_RT_RESTRICT bias,
                                  const int32_t *ECG_RT_RESTRICT mult,
                                  const int8_t *ECG_RT_RESTRICT shift,
                                  int16_t *ECG_RT_RESTRICT y, void *scratch) {
  const int32_t words = ecg_wide_words(p->in_features);
  for (int32_t r = 0; r < p->rows; ++r, x += p->in_features) {
    const int16_t *row = x;
    const int8_t *pair = w;
    if (p->in_features % 4 != 0) {
      memset((int16_t *)scratch + 4 * (words - 1), 0, 8);
      memcpy(scratch, x, sizeof(*x) * (size_t)p->in_features);
      row = (const int16_t *)scratch;
    }
    for (int32_t o = 0; o < p->out_features; o += 2, pair += 8 * words) {
      ecg_wide4_t sum = {0, 0, 0, 0};
      ecg_dot_wide(row, 0, pair, words, &sum);
      *y++ =
          ecg_clamp_s16(ecg_requant_wide(sum.lo0 + bias[o], mult[o], shift[o]),
                        p->act_min, p->act_max);
      if (o + 1 < p->out_features)
        *y++ = ecg_clamp_s16(
            ecg_requant_wide(sum.hi0 + bias[o + 1], mult[o + 1], shift[o + 1]),
            p->act_min, p->act_max);
    }
  }
}

#endif // ECG_RT_CORTEX_M_LINEAR_S16_H
