// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Int8 layer normalization in integer arithmetic (contract: layer_norm.h).
#ifndef ECG_RT_REF_LAYER_NORM_S8_H
#define ECG_RT_REF_LAYER_NORM_S8_H

#include "layer_norm.h"
#include "requantize.h"

static inline ecg_layer_norm_s8_fn ecg_layer_norm_s8;

/// floor(sqrt(v)) for v < 2^62, bit by bit.
ECG_RT_INLINE int64_t ecg_square_root(int64_t v) {
  int64_t root = 0;
  for (int64_t bit = (int64_t)1 << 60; bit != 0; bit >>= 2) {
    const int64_t trial = root + bit;
    root >>= 1;
    if (v >= trial) {
      v -= trial;
      root += bit;
    }
  }
  return root;
}

/// n elements `step` apart; spread is n^2 times their variance and epsilon.
ECG_RT_INLINE void ecg_layer_norm_s8_row(const ecg_layer_norm_s8_params_t *p,
                                         const int8_t *x, const int32_t *mult,
                                         const int32_t *offset, int8_t *y) {
  const int32_t step = p->inner;
  int64_t sum = 0, squares = 0;
  for (int32_t i = 0; i < p->n; ++i) {
    sum += x[i * step];
    squares += x[i * step] * x[i * step];
  }
  int64_t spread = p->n * squares - sum * sum +
                   ((int64_t)p->epsilon_mult << p->epsilon_shift);
  int32_t scaling = 0;
  for (spread = spread < 1 ? 1 : spread; spread < (int64_t)1 << 60; spread *= 4)
    ++scaling;
  const int64_t inverse = ((int64_t)1 << 62) / ecg_square_root(spread);
  for (int32_t i = 0; i < p->n; ++i) {
    const int64_t t =
        ecg_round_shift((p->n * x[i * step] - sum) * inverse, 42 - scaling);
    const int64_t v = ecg_round_shift(
        t * mult[i] + offset[i] * ((int64_t)1 << 20), p->shift + 20);
    y[i * step] = ecg_clamp_s8(p->out_zp + v, p->act_min, p->act_max);
  }
}

ECG_RT_INLINE void ecg_layer_norm_s8(const ecg_layer_norm_s8_params_t *p,
                                     const int8_t *x, const int32_t *mult,
                                     const int32_t *offset, int8_t *y) {
  for (int32_t o = 0; o < p->outer; ++o)
    for (int32_t i = 0; i < p->inner; ++i) {
      const int32_t at = o * p->n * p->inner + i;
      ecg_layer_norm_s8_row(p, x + at, mult, offset, y + at);
    }
}

#endif // ECG_RT_REF_LAYER_NORM_S8_H
