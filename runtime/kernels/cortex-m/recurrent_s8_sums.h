// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// @recurrent_sum for the DSP instructions, four rows at a time.
//
// Four weights of a row are a word, whose even and odd bytes SXTB16 widens; x,
// or h, is brought into the same order once for four rows. Sums are requantized
// in 32 bits where the shift of a row leaves them no way to overflow, which is
// nearly always.
#ifndef ECG_RT_RECURRENT_S8_SUMS_H
#define ECG_RT_RECURRENT_S8_SUMS_H

#include "dsp.h"
#include "recurrent_s8_cell.h"

/// v limited to [-clip, clip].
ECG_RT_ALWAYS_INLINE int32_t ecg_recurrent_s8_limit(int64_t v, int32_t clip) {
  return (int32_t)(v < -(int64_t)clip ? -(int64_t)clip : v > clip ? clip : v);
}

/// The sums of four rows and where these go on. Fields, not arrays: they must
/// live in registers.
typedef struct ecg_rows4 {
  const int8_t *w0, *w1, *w2, *w3;
  uint32_t a0, a1, a2, a3;
} ecg_rows4_t;

/// Rows `apart` bytes apart; those from `count` on repeat the last.
ECG_RT_ALWAYS_INLINE ecg_rows4_t ecg_rows4(const int8_t *w, ptrdiff_t apart,
                                           int32_t count) {
  ecg_rows4_t rows = {w, w, w, w, 0, 0, 0, 0};
  rows.w1 += count > 1 ? apart : 0;
  rows.w2 = rows.w1 + (count > 2 ? apart : 0);
  rows.w3 = rows.w2 + (count > 3 ? apart : 0);
  return rows;
}

ECG_RT_ALWAYS_INLINE uint32_t ecg_rows4_word(const int8_t **w, uint32_t even,
                                             uint32_t odd, uint32_t acc) {
  const uint32_t word = ecg_load_word(*w);
  *w += 4;
  acc = ecg_smlad(ecg_sxtb16(word), even, acc);
  return ecg_smlad(ecg_sxtb16_high(word), odd, acc);
}

/// Four elements of each row, against elements 0 and 2, 1 and 3.
ECG_RT_ALWAYS_INLINE void ecg_rows4_words(ecg_rows4_t *rows, uint32_t even,
                                          uint32_t odd) {
  rows->a0 = ecg_rows4_word(&rows->w0, even, odd, rows->a0);
  rows->a1 = ecg_rows4_word(&rows->w1, even, odd, rows->a1);
  rows->a2 = ecg_rows4_word(&rows->w2, even, odd, rows->a2);
  rows->a3 = ecg_rows4_word(&rows->w3, even, odd, rows->a3);
}

/// One element of each row.
ECG_RT_ALWAYS_INLINE void ecg_rows4_element(ecg_rows4_t *rows, int32_t v) {
  rows->a0 += (uint32_t)(*rows->w0++ * v);
  rows->a1 += (uint32_t)(*rows->w1++ * v);
  rows->a2 += (uint32_t)(*rows->w2++ * v);
  rows->a3 += (uint32_t)(*rows->w3++ * v);
}

ECG_RT_ALWAYS_INLINE void ecg_rows4_store(const ecg_rows4_t *rows,
                                          int32_t acc[4]) {
  acc[0] = (int32_t)rows->a0;
  acc[1] = (int32_t)rows->a1;
  acc[2] = (int32_t)rows->a2;
  acc[3] = (int32_t)rows->a3;
}

ECG_RT_ALWAYS_INLINE void
ecg_recurrent_s8_dot_x(const ecg_recurrent_s8_cell_t *a, int32_t row,
                       int32_t apart, int32_t count, const int8_t *x,
                       int32_t acc[4]) {
  const uint32_t zp = ecg_pkhbt((uint32_t)a->in_zp, (uint32_t)a->in_zp);
  ecg_rows4_t rows = ecg_rows4(a->w + (ptrdiff_t)row * a->input,
                               (ptrdiff_t)apart * a->input, count);
  for (const int8_t *end = x + a->input / 4 * 4; x != end; x += 4) {
    const uint32_t word = ecg_load_word(x);
    ecg_rows4_words(&rows, ecg_ssub16(ecg_sxtb16(word), zp),
                    ecg_ssub16(ecg_sxtb16_high(word), zp));
  }
  for (const int8_t *end = x + a->input % 4; x != end; ++x)
    ecg_rows4_element(&rows, *x - a->in_zp);
  ecg_rows4_store(&rows, acc);
}

/// Four elements of each row against h.
ECG_RT_ALWAYS_INLINE void ecg_rows4_hidden(ecg_rows4_t *rows,
                                           const int16_t *h) {
  const uint32_t low = ecg_load_word(h), high = ecg_load_word(h + 2);
  ecg_rows4_words(rows, ecg_pkhbt(low, high), ecg_pkhtb(low, high));
}

ECG_RT_ALWAYS_INLINE void
ecg_recurrent_s8_dot_h(const ecg_recurrent_s8_cell_t *a, int32_t row,
                       int32_t apart, int32_t count, const int16_t *h,
                       int32_t acc[4]) {
  ecg_rows4_t rows = ecg_rows4(a->r + (ptrdiff_t)row * a->hidden,
                               (ptrdiff_t)apart * a->hidden, count);
  for (const int16_t *end = h + a->hidden / 8 * 8; h != end; h += 8) {
    ecg_rows4_hidden(&rows, h);
    ecg_rows4_hidden(&rows, h + 4);
  }
  if (a->hidden & 4) {
    ecg_rows4_hidden(&rows, h);
    h += 4;
  }
  for (const int16_t *end = h + a->hidden % 4; h != end; ++h)
    ecg_rows4_element(&rows, *h);
  ecg_rows4_store(&rows, acc);
}

/// Bits of the magnitude of a sum of n products of weights with values up to
/// `largest`; it is in int32, as the contract says. No loop: all of it folds
/// into a constant.
ECG_RT_ALWAYS_INLINE int32_t ecg_recurrent_s8_bits(int32_t n, int32_t largest) {
  const uint64_t v = (uint64_t)n * 127u * (uint64_t)largest;
  const int32_t by16 = v >> 16 != 0 ? 16 : 0;
  const int32_t by8 = by16 + (v >> by16 >> 8 != 0 ? 8 : 0);
  const int32_t by4 = by8 + (v >> by8 >> 4 != 0 ? 4 : 0);
  const int32_t by2 = by4 + (v >> by4 >> 2 != 0 ? 2 : 0);
  const int32_t bits = by2 + (v >> by2 >> 1 != 0 ? 2 : 1);
  return v >> 31 != 0 ? 31 : bits;
}

/// Any shifts, and any extra. Rare, so it is shared by all layers.
ECG_RT_NOINLINE int32_t ecg_recurrent_s8_sum_any(
    const ecg_recurrent_s8_cell_t *a, int32_t row, int32_t acc_x, int32_t acc_h,
    int64_t extra, int32_t clip) {
  return ecg_recurrent_s8_limit(
      a->bias[row] + ecg_requant(acc_x, a->x_mult[row], a->x_shift[row]) +
          ecg_requant(acc_h, a->h_mult[row], a->h_shift[row]) + extra,
      clip);
}

/// @requant of |acc| < 2^bits with shift >= bits + 2, which is less than 2^29
/// and a rounding: below 33, acc and 2^shift are multiplied by 2^(33 - shift).
ECG_RT_ALWAYS_INLINE int32_t ecg_recurrent_s8_scale(int32_t acc, int32_t mult,
                                                    int32_t shift) {
  if (shift >= 33)
    return ecg_requant_high(acc, mult, shift);
  return ecg_requant_high((int32_t)((uint32_t)acc << (33 - shift)), mult, 33);
}

ECG_RT_ALWAYS_INLINE int32_t ecg_recurrent_s8_sum(
    const ecg_recurrent_s8_cell_t *a, int32_t row, int32_t acc_x, int32_t acc_h,
    int64_t extra, int32_t clip) {
  const int32_t x_shift = a->x_shift[row], h_shift = a->h_shift[row];
  if (x_shift < ecg_recurrent_s8_bits(a->input, 255) + 2 ||
      h_shift < ecg_recurrent_s8_bits(a->hidden, INT16_MAX) + 2 ||
      extra < -(1 << 29) || extra > 1 << 29)
    return ecg_recurrent_s8_sum_any(a, row, acc_x, acc_h, extra, clip);
  const int32_t scaled =
      ecg_recurrent_s8_scale(acc_x, a->x_mult[row], x_shift) +
      ecg_recurrent_s8_scale(acc_h, a->h_mult[row], h_shift);
  const int32_t sum = ecg_qadd(scaled + (int32_t)extra, a->bias[row]);
  if (clip == INT32_MAX) // INT32_MIN, too, is where activations are flat
    return sum;
  return sum < -clip ? -clip : sum > clip ? clip : sum;
}

#endif // ECG_RT_RECURRENT_S8_SUMS_H
