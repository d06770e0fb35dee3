// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Dot products of int16 vectors with the int8 weights of two output channels,
// of any length: the inner loop of layers on int16 activations.
//
// Four weights of a channel are a word in the order 0, 2, 1, 3: SXTB16 of it,
// and of it rotated by a byte, are two int16 pairs in the order of the vector,
// for one SMLAD each. A product is at most 2^15 * 127, so 512 of them fit into
// 32 bits, and then move to the sum in 64 (@conv1d_s16).
#ifndef ECG_RT_CORTEX_M_DOT_WIDE_H
#define ECG_RT_CORTEX_M_DOT_WIDE_H

#include "dsp.h"

/// Words of a channel whose products 32 bits hold.
enum { ECG_WIDE_WORDS = 512 / 4 };

/// Sums of the lower and the upper channel with two vectors.
typedef struct ecg_wide4 {
  int64_t lo0, hi0, lo1, hi1;
} ecg_wide4_t;

/// Words of n weights of a channel.
ECG_RT_ALWAYS_INLINE int32_t ecg_wide_words(int32_t n) { return (n + 3) / 4; }

/// Stores n weights of a pair of channels, hi NULL for none: 8 bytes a word,
/// lower channel first. Weight i is at i % inner * stride + i / inner. Returns
/// what is behind.
ECG_RT_INLINE int8_t *ecg_wide_pack(const int8_t *lo, const int8_t *hi,
                                    int32_t n, int32_t inner, int32_t stride,
                                    int8_t *to) {
  static const uint8_t order[4] = {0, 2, 1, 3};
  for (int32_t at = 0; at < 8 * ecg_wide_words(n); ++at) {
    const int8_t *from = at / 4 % 2 ? hi : lo;
    const int32_t i = at / 8 * 4 + order[at % 4];
    *to++ = (int8_t)(from && i < n ? from[i % inner * stride + i / inner] : 0);
  }
  return to;
}

/// Adds the products of `words` words of weights with the vectors at x and
/// x + step. Reads the vectors up to the end of the last word.
ECG_RT_NOINLINE void ecg_dot_wide(const int16_t *x, int32_t step,
                                  const int8_t *w, int32_t words,
                                  ecg_wide4_t *sum) {
  while (words > 0) {
    const int32_t chunk = words < ECG_WIDE_WORDS ? words : ECG_WIDE_WORDS;
    uint32_t lo0 = 0, hi0 = 0, lo1 = 0, hi1 = 0;
    words -= chunk;
    for (const int8_t *end = w + 8 * chunk; w != end; w += 8, x += 4) {
      const uint32_t lo = ecg_load_word(w), hi = ecg_load_word(w + 4);
      const uint32_t x0 = ecg_load_word(x), x1 = ecg_load_word(x + step);
      lo0 = ecg_smlad(ecg_sxtb16(lo), x0, lo0);
      lo1 = ecg_smlad(ecg_sxtb16(lo), x1, lo1);
      hi0 = ecg_smlad(ecg_sxtb16(hi), x0, hi0);
      hi1 = ecg_smlad(ecg_sxtb16(hi), x1, hi1);
      const uint32_t x2 = ecg_load_word(x + 2),
                     x3 = ecg_load_word(x + step + 2);
      lo0 = ecg_smlad(ecg_sxtb16_high(lo), x2, lo0);
      lo1 = ecg_smlad(ecg_sxtb16_high(lo), x3, lo1);
      hi0 = ecg_smlad(ecg_sxtb16_high(hi), x2, hi0);
      hi1 = ecg_smlad(ecg_sxtb16_high(hi), x3, hi1);
    }
    sum->lo0 += (int32_t)lo0;
    sum->lo1 += (int32_t)lo1;
    sum->hi0 += (int32_t)hi0;
    sum->hi1 += (int32_t)hi1;
  }
}

#endif // ECG_RT_CORTEX_M_DOT_WIDE_H
