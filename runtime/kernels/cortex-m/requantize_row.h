// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Max-pool, bias, @requant and clamp over a row of accumulators of one channel.
#ifndef ECG_RT_CORTEX_M_REQUANTIZE_ROW_H
#define ECG_RT_CORTEX_M_REQUANTIZE_ROW_H

#include "dsp.h"
#include "requantize.h"

/// What is the same for all channels.
typedef struct ecg_requant_row {
  int32_t pool_kernel, pool_stride; ///< in accumulators
  int32_t out_zp, act_min, act_max;
} ecg_requant_row_t;

/// The largest of n accumulators.
ECG_RT_ALWAYS_INLINE int32_t ecg_max_of(const int32_t *sums, int32_t n) {
  int32_t best = sums[0];
  for (int32_t k = 1; k < n; ++k)
    best = sums[k] > best ? sums[k] : best;
  return best;
}

/// v limited to [lo, hi]; one SSAT where that is all of int8.
ECG_RT_ALWAYS_INLINE int8_t ecg_saturate_s8(int32_t v, int32_t lo, int32_t hi) {
  v = ecg_ssat8(v);
  if (lo > INT8_MIN)
    v = v < lo ? lo : v;
  if (hi < INT8_MAX)
    v = v > hi ? hi : v;
  return (int8_t)v;
}

/// Any shift. Rare, so it is shared by all layers.
ECG_RT_NOINLINE void ecg_requant_row_any(ecg_requant_row_t row,
                                         const int32_t *sums, int32_t n,
                                         int32_t bias, int32_t mult,
                                         int32_t shift, int8_t *y,
                                         int32_t step) {
  for (; n > 0; --n, y += step, sums += row.pool_stride) {
    const int32_t acc = ecg_max_of(sums, row.pool_kernel) + bias;
    *y = ecg_clamp_s8(row.out_zp + ecg_requant(acc, mult, shift), row.act_min,
                      row.act_max);
  }
}

/// y[j * step] = clamp(out_zp + @requant(bias + max over the pool, mult,
/// shift)) for j in [0, n).
ECG_RT_ALWAYS_INLINE void ecg_requant_row(const ecg_requant_row_t *row,
                                          const int32_t *sums, int32_t n,
                                          int32_t bias, int32_t mult,
                                          int32_t shift, int8_t *y,
                                          int32_t step) {
  if (shift < 33 || shift > 52) {
    ecg_requant_row_any(*row, sums, n, bias, mult, shift, y, step);
    return;
  }
  // From 33 on the rounding constant is a multiple of 2^32: the low word of the
  // product cannot carry into the result. Up to 52 it and the zero point,
  // shifted, are below 2^28.
  const int32_t start = ((int32_t)1 << (shift - 33)) +
                        (int32_t)((uint32_t)row->out_zp << (shift - 32));
  // Windows of which each shares half with the next.
  const int32_t shared = row->pool_kernel == 2 * row->pool_stride;
  int32_t half = shared ? ecg_max_of(sums, row->pool_stride) : 0;
  for (const int8_t *end = y + n * step; y != end;
       y += step, sums += row->pool_stride) {
    int32_t best;
    if (shared) {
      const int32_t next =
          ecg_max_of(sums + row->pool_stride, row->pool_stride);
      best = half > next ? half : next;
      half = next;
    } else {
      best = ecg_max_of(sums, row->pool_kernel);
    }
    *y = ecg_saturate_s8(ecg_smmla(best + bias, mult, start) >> (shift - 32),
                         row->act_min, row->act_max);
  }
}

#endif // ECG_RT_CORTEX_M_REQUANTIZE_ROW_H
