// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Dot products of int16 vectors with the int16 weights of two output channels,
// `apart` elements apart: the inner loops of layers that unpack their weights.
// Two loads a word instead of the one load and SXTB16 of dot_s8.h, and no sums
// to take apart.
#ifndef ECG_RT_CORTEX_M_DOT_S16_H
#define ECG_RT_CORTEX_M_DOT_S16_H

#include "dot_s8.h"

/// ecg_dot4_word for unpacked weights.
ECG_RT_ALWAYS_INLINE void ecg_dot4_s16_word(const int16_t *x, int32_t step,
                                            const int16_t *w, int32_t apart,
                                            ecg_dot4_t *sum) {
  const uint32_t lo = ecg_load_word(w), hi = ecg_load_word(w + apart);
  const uint32_t x0 = ecg_load_word(x);
  sum->lo0 = ecg_smlad(lo, x0, sum->lo0);
  sum->hi0 = ecg_smlad(hi, x0, sum->hi0);
  const uint32_t x1 = ecg_load_word(x + step);
  sum->lo1 = ecg_smlad(lo, x1, sum->lo1);
  sum->hi1 = ecg_smlad(hi, x1, sum->hi1);
  const uint32_t x2 = ecg_load_word(x + 2 * step);
  sum->lo2 = ecg_smlad(lo, x2, sum->lo2);
  sum->hi2 = ecg_smlad(hi, x2, sum->hi2);
  const uint32_t x3 = ecg_load_word(x + 3 * step);
  sum->lo3 = ecg_smlad(lo, x3, sum->lo3);
  sum->hi3 = ecg_smlad(hi, x3, sum->hi3);
}

/// Adds the dot products of `words` words of weights with the vectors that
/// start at x, x + step, ... to sum.
ECG_RT_ALWAYS_INLINE void ecg_dot4_s16(const int16_t *x, int32_t step,
                                       const int16_t *w, int32_t apart,
                                       int32_t words, ecg_dot4_t *sum) {
  ecg_dot4_t s = *sum;
  const int16_t *unrolled_end = w + words / 4 * 8, *end = w + words * 2;
  for (; w != unrolled_end; w += 8, x += 8) {
    ecg_dot4_s16_word(x, step, w, apart, &s);
    ecg_dot4_s16_word(x + 2, step, w + 2, apart, &s);
    ecg_dot4_s16_word(x + 4, step, w + 4, apart, &s);
    ecg_dot4_s16_word(x + 6, step, w + 6, apart, &s);
  }
  for (; w != end; w += 2, x += 2)
    ecg_dot4_s16_word(x, step, w, apart, &s);
  *sum = s;
}

/// The dot products of one vector with the two channels of `words` words.
ECG_RT_NOINLINE void ecg_dot1_s16(const int16_t *x, const int16_t *w,
                                  int32_t apart, int32_t words,
                                  uint32_t sum[2]) {
  uint32_t lo = 0, hi = 0;
  for (const int16_t *end = w + 2 * words; w != end; w += 2, x += 2) {
    const uint32_t v = ecg_load_word(x);
    lo = ecg_smlad(ecg_load_word(w), v, lo);
    hi = ecg_smlad(ecg_load_word(w + apart), v, hi);
  }
  sum[0] = lo;
  sum[1] = hi;
}

#endif // ECG_RT_CORTEX_M_DOT_S16_H
