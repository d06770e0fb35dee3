// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Dot products of int16 vectors with the packed int8 weights of two output
// channels: the inner loops of conv1d_s8.h and linear_s8.h.
//
// Packing. A vector of n weights of a channel pair becomes ceil(n/2) words;
// each half of a word is the int16 256*hi + lo of one element, low byte first,
// where lo belongs to the first channel of the pair, hi to the second, and
// missing weights are 0 (weights reach from -127 to 127, so the sum fits).
// SMLAD with the raw word accumulates 256*H + L (H, L: the dot products) and
// SMLAD with its sign-extended even bytes (SXTB16) accumulates L alone. H is
// (raw - L) / 256, exactly while |H| < 2^23; ECG_DOT_WORDS bounds a chunk so
// that it is.
#ifndef ECG_RT_CORTEX_M_DOT_S8_H
#define ECG_RT_CORTEX_M_DOT_S8_H

#include "dsp.h"

/// Words after which the raw sum must be split: 2 * 128 * 127 * 255 < 2^23.
#define ECG_DOT_WORDS 128

/// Words of a packed vector of n weights.
ECG_RT_INLINE int32_t ecg_dot_words(int32_t n) { return (n + 1) / 2; }

/// Packs n weights of two channels laid out [channels][taps]; element e is
/// tap `tap + e / channels` of input channel e % channels. hi may be NULL
/// (zeros). Returns the end of what it wrote.
ECG_RT_INLINE int8_t *ecg_dot_pack(const int8_t *lo, const int8_t *hi,
                                   int32_t n, int32_t channels, int32_t taps,
                                   int32_t tap, int8_t *packed) {
  for (int32_t e = 0; e < 2 * ecg_dot_words(n); ++e) {
    const int32_t at = e % channels * taps + tap + e / channels;
    const int32_t first = e < n ? lo[at] : 0;
    const int32_t second = e < n && hi ? hi[at] : 0;
    *packed++ = (int8_t)first;
    *packed++ = (int8_t)(second - (first < 0)); // the high byte of the sum
  }
  return packed;
}

/// Four positions of two channels. Fields, not arrays: they must live in
/// registers.
typedef struct ecg_dot4 {
  uint32_t lo0, lo1, lo2, lo3; ///< of the first channel
  uint32_t hi0, hi1, hi2, hi3; ///< of the second, or raw sums within a chunk
} ecg_dot4_t;

/// Adds one word of weights times four positions `step` elements apart; hi are
/// raw sums.
ECG_RT_ALWAYS_INLINE void ecg_dot4_word(const int16_t *x, int32_t step,
                                        const int8_t *w, ecg_dot4_t *sum) {
  const uint32_t raw = ecg_load_word(w), even = ecg_sxtb16(raw);
  const uint32_t x0 = ecg_load_word(x);
  sum->hi0 = ecg_smlad(raw, x0, sum->hi0);
  sum->lo0 = ecg_smlad(even, x0, sum->lo0);
  const uint32_t x1 = ecg_load_word(x + step);
  sum->hi1 = ecg_smlad(raw, x1, sum->hi1);
  sum->lo1 = ecg_smlad(even, x1, sum->lo1);
  const uint32_t x2 = ecg_load_word(x + 2 * step);
  sum->hi2 = ecg_smlad(raw, x2, sum->hi2);
  sum->lo2 = ecg_smlad(even, x2, sum->lo2);
  const uint32_t x3 = ecg_load_word(x + 3 * step);
  sum->hi3 = ecg_smlad(raw, x3, sum->hi3);
  sum->lo3 = ecg_smlad(even, x3, sum->lo3);
}

/// H from the raw sum, which started at the L of before, and the L of now.
ECG_RT_ALWAYS_INLINE uint32_t ecg_dot_high(uint32_t raw, uint32_t lo) {
  return (uint32_t)((int32_t)(raw - lo) >> 8);
}

/// Adds the dot products of n <= ECG_DOT_WORDS words of weights with the
/// vectors that start at x, x + step, ... to sum.
ECG_RT_ALWAYS_INLINE void ecg_dot4_chunk(const int16_t *x, int32_t step,
                                         const int8_t *w, int32_t n,
                                         ecg_dot4_t *sum) {
  ecg_dot4_t s = *sum;
  // The raw sums start at the low ones, so that their difference is 256 * H.
  s.hi0 = s.lo0;
  s.hi1 = s.lo1;
  s.hi2 = s.lo2;
  s.hi3 = s.lo3;
  const int8_t *unrolled_end = w + n / 4 * 16, *end = w + n * 4;
  for (; w != unrolled_end; w += 16, x += 8) {
    ecg_dot4_word(x, step, w, &s);
    ecg_dot4_word(x + 2, step, w + 4, &s);
    ecg_dot4_word(x + 4, step, w + 8, &s);
    ecg_dot4_word(x + 6, step, w + 12, &s);
  }
  for (; w != end; w += 4, x += 2)
    ecg_dot4_word(x, step, w, &s);
  sum->hi0 += ecg_dot_high(s.hi0, s.lo0);
  sum->hi1 += ecg_dot_high(s.hi1, s.lo1);
  sum->hi2 += ecg_dot_high(s.hi2, s.lo2);
  sum->hi3 += ecg_dot_high(s.hi3, s.lo3);
  sum->lo0 = s.lo0;
  sum->lo1 = s.lo1;
  sum->lo2 = s.lo2;
  sum->lo3 = s.lo3;
}

/// The same for any number of words.
ECG_RT_ALWAYS_INLINE void ecg_dot4(const int16_t *x, int32_t step,
                                   const int8_t *w, int32_t words,
                                   ecg_dot4_t *sum) {
  for (; words > ECG_DOT_WORDS; words -= ECG_DOT_WORDS) {
    ecg_dot4_chunk(x, step, w, ECG_DOT_WORDS, sum);
    x += 2 * ECG_DOT_WORDS;
    w += 4 * ECG_DOT_WORDS;
  }
  ecg_dot4_chunk(x, step, w, words, sum);
}

/// The dot products of one vector with the two channels of `words` words.
ECG_RT_NOINLINE void ecg_dot1(const int16_t *x, const int8_t *w, int32_t words,
                              uint32_t sum[2]) {
  sum[0] = sum[1] = 0;
  while (words > 0) {
    const int32_t n = words < ECG_DOT_WORDS ? words : ECG_DOT_WORDS;
    uint32_t lo = 0, raw = 0;
    for (const int8_t *end = w + n * 4; w != end; w += 4, x += 2) {
      const uint32_t both = ecg_load_word(w), v = ecg_load_word(x);
      raw = ecg_smlad(both, v, raw);
      lo = ecg_smlad(ecg_sxtb16(both), v, lo);
    }
    sum[0] += lo;
    sum[1] += (uint32_t)((int32_t)(raw - lo) >> 8);
    words -= n;
  }
}

#endif // ECG_RT_CORTEX_M_DOT_S8_H
