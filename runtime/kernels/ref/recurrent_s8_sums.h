// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// @recurrent_sum of the int8 recurrent kernels, four rows at a time: what sets
// replace to make them fast, in a file with the same guard. Not a kernel
// itself.
#ifndef ECG_RT_RECURRENT_S8_SUMS_H
#define ECG_RT_RECURRENT_S8_SUMS_H

#include "recurrent_s8_cell.h"

/// v limited to [-clip, clip].
ECG_RT_INLINE int32_t ecg_recurrent_s8_limit(int64_t v, int32_t clip) {
  return (int32_t)(v < -(int64_t)clip ? -(int64_t)clip : v > clip ? clip : v);
}

/// acc[k], k in [0, count), count up to 4: products of row `row + k * apart` of
/// W with x.
ECG_RT_INLINE void ecg_recurrent_s8_dot_x(const ecg_recurrent_s8_cell_t *a,
                                          int32_t row, int32_t apart,
                                          int32_t count, const int8_t *x,
                                          int32_t acc[4]) {
  for (int32_t k = 0; k < count; ++k) {
    const int8_t *const w = a->w + (ptrdiff_t)(row + k * apart) * a->input;
    acc[k] = 0;
    for (int32_t i = 0; i < a->input; ++i)
      acc[k] += w[i] * (x[i] - a->in_zp);
  }
}

/// The same of R with h.
ECG_RT_INLINE void ecg_recurrent_s8_dot_h(const ecg_recurrent_s8_cell_t *a,
                                          int32_t row, int32_t apart,
                                          int32_t count, const int16_t *h,
                                          int32_t acc[4]) {
  for (int32_t k = 0; k < count; ++k) {
    const int8_t *const r = a->r + (ptrdiff_t)(row + k * apart) * a->hidden;
    acc[k] = 0;
    for (int32_t i = 0; i < a->hidden; ++i)
      acc[k] += r[i] * h[i];
  }
}

/// The sum of a row by the products with x and with h, and what else comes to
/// it, below 2^61; limited.
ECG_RT_INLINE int32_t ecg_recurrent_s8_sum(const ecg_recurrent_s8_cell_t *a,
                                           int32_t row, int32_t acc_x,
                                           int32_t acc_h, int64_t extra,
                                           int32_t clip) {
  return ecg_recurrent_s8_limit(
      a->bias[row] + ecg_requant(acc_x, a->x_mult[row], a->x_shift[row]) +
          ecg_requant(acc_h, a->h_mult[row], a->h_shift[row]) + extra,
      clip);
}

#endif // ECG_RT_RECURRENT_S8_SUMS_H
