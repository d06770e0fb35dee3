// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Int8 softmax along one axis (contract: softmax.h).
#ifndef ECG_RT_REF_SOFTMAX_S8_H
#define ECG_RT_REF_SOFTMAX_S8_H

#include "softmax.h"

static inline ecg_softmax_s8_fn ecg_softmax_s8;

/// Softmax of n elements `step` apart.
ECG_RT_INLINE void ecg_softmax_s8_row(int32_t n, int32_t step, const int8_t *x,
                                      const uint32_t *table, int8_t *y) {
  int32_t top = x[0];
  uint32_t sum = 0;
  for (int32_t i = 1; i < n; ++i)
    top = x[i * step] > top ? x[i * step] : top;
  for (int32_t i = 0; i < n; ++i)
    sum += table[top - x[i * step]];
  for (int32_t i = 0; i < n; ++i) {
    const uint32_t q = (table[top - x[i * step]] * 256u + sum / 2u) / sum;
    y[i * step] = (int8_t)((int32_t)(q < 255u ? q : 255u) - 128);
  }
}

ECG_RT_INLINE void ecg_softmax_s8(const ecg_softmax_s8_params_t *p,
                                  const int8_t *x, const uint32_t *table,
                                  int8_t *y) {
  for (int32_t o = 0; o < p->outer; ++o)
    for (int32_t i = 0; i < p->inner; ++i) {
      const int32_t at = o * p->n * p->inner + i;
      ecg_softmax_s8_row(p->n, p->inner, x + at, table, y + at);
    }
}

#endif // ECG_RT_REF_SOFTMAX_S8_H
