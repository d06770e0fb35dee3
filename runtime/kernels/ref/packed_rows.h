// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What every way of unpacking needs: which code a row has, fields of any width,
// and the bias and multiplier of a channel (@packed_weights, @packed_bias,
// @packed_scale).
#ifndef ECG_RT_REF_PACKED_ROWS_H
#define ECG_RT_REF_PACKED_ROWS_H

#include "config.h"
#include "ecg_rt.h"

/// Bytes up to the next multiple of four: parts of scratch begin at words.
ECG_RT_INLINE size_t ecg_words(size_t bytes) { return (bytes + 3) / 4 * 4; }

/// Codes of rows. 2 to 8 are fields of as many bits.
enum {
  ECG_ROW_ZERO = 0,
  ECG_ROW_TERNARY = 1,
  ECG_ROW_FIELDS = 2,
  ECG_ROW_CODEBOOK = 9,
  ECG_ROW_SPARSE = 10,
  ECG_ROW_SIGN = 11, ///< odd numbers of 1 bit
  ECG_ROW_ODD2 = 12,
  ECG_ROW_ODD3 = 13,
  ECG_ROW_SUMS = 14,
  ECG_ROW_CODE_A_ROW = 15, ///< in place of the code of all rows
  ECG_ROW_BOOK = 15        ///< of a row: a codebook of its own
};

/// A layer's packed rows, read one behind the other.
typedef struct ecg_packed_rows {
  const uint8_t *next;  ///< first byte of the next row
  const uint8_t *codes; ///< the table
  int32_t row;          ///< number of the next row
  int32_t rows;         ///< of the layer
} ecg_packed_rows_t;

/// The rows of a layer from the first on.
ECG_RT_INLINE ecg_packed_rows_t ecg_packed_rows(const uint8_t *w,
                                                const uint8_t *codes,
                                                int32_t rows) {
  const ecg_packed_rows_t packed = {w, codes, 0, rows};
  return packed;
}

/// True for rows of this code, if the model has any.
ECG_RT_INLINE int ecg_is_code(int32_t code, int32_t wanted) {
  return (ECG_RT_ROW_CODES >> wanted & 1) != 0 && code == wanted;
}

/// The code of the next row.
ECG_RT_INLINE int32_t ecg_row_code(const ecg_packed_rows_t *packed) {
  const int32_t same = packed->codes[0] & 15;
  if (same != ECG_ROW_CODE_A_ROW)
    return same;
  return packed->codes[1 + packed->row / 2] >> packed->row % 2 * 4 & 15;
}

/// The values that indices stand for, and the bits of an index, the largest of
/// which is `last`.
ECG_RT_INLINE const int8_t *ecg_codebook(const ecg_packed_rows_t *packed) {
  const int same = (packed->codes[0] & 15) != ECG_ROW_CODE_A_ROW;
  return (const int8_t *)packed->codes +
         (same ? 1 : 1 + (packed->rows + 1) / 2);
}
ECG_RT_INLINE int32_t ecg_index_bits(int32_t last) {
  return last < 2 ? 1 : last < 4 ? 2 : last < 8 ? 3 : 4;
}
ECG_RT_INLINE int32_t ecg_codebook_bits(const ecg_packed_rows_t *packed) {
  return ecg_index_bits(packed->codes[0] >> 4);
}

/// Bytes of n fields.
ECG_RT_INLINE int32_t ecg_field_bytes(int32_t n, int32_t bits) {
  return (n * bits + 7) / 8;
}

/// Field i of at most 8 bits, unsigned. May read a byte more than it needs.
ECG_RT_INLINE int32_t ecg_field(const uint8_t *from, int32_t i, int32_t bits) {
  const uint8_t *at = from + i * bits / 8;
  return (at[0] | at[1] << 8) >> i * bits % 8 & ((1 << bits) - 1);
}

/// The two's complement number of that field.
ECG_RT_INLINE int32_t ecg_signed_field(const uint8_t *from, int32_t i,
                                       int32_t bits) {
  const int32_t sign = 1 << (bits - 1);
  return (ecg_field(from, i, bits) ^ sign) - sign;
}

/// The sums of a row of ECG_ROW_SUMS, by index, from its coordinates, which go
/// first; their number is returned.
ECG_RT_INLINE int32_t ecg_row_sums(const uint8_t *from, int8_t values[16]) {
  int32_t bits = 0, more = 1;
  values[0] = 0;
  for (; more && bits < 4; ++bits) {
    const int8_t alpha = (int8_t)(from[bits] & 127);
    more = from[bits] >> 7;
    for (int32_t i = 0; i < 1 << bits; ++i) {
      values[i + (1 << bits)] = (int8_t)(values[i] + alpha);
      values[i] = (int8_t)(values[i] - alpha);
    }
  }
  return bits;
}

/// Bias and multiplier of one channel, as @requant takes them.
typedef struct ecg_channel {
  int32_t bias, mult;
  int8_t shift;
} ecg_channel_t;

/// Four bytes, the lowest first, at any address.
ECG_RT_INLINE int32_t ecg_packed_int(const uint8_t *from) {
  return (int32_t)((uint32_t)from[0] | (uint32_t)from[1] << 8 |
                   (uint32_t)from[2] << 16 | (uint32_t)from[3] << 24);
}

/// @packed_bias of channel c.
ECG_RT_INLINE int32_t ecg_packed_bias(const uint8_t *bias, int32_t c) {
  if (bias[0] == 33)
    return 0;
  if (bias[0] == 32)
    return ecg_packed_int(bias + 1 + 4 * c);
  const uint8_t *at = bias + 1 + 2 * c;
  return (int16_t)(at[0] | at[1] << 8) * ((int32_t)1 << bias[0]);
}

/// Bias and @packed_scale of channel c.
ECG_RT_NOINLINE void ecg_packed_channel(const uint8_t *bias,
                                        const uint8_t *scale, int32_t c,
                                        ecg_channel_t *channel) {
  const uint8_t *at = scale + 1 + (scale[0] == 0 ? 5 * c : 0);
  int32_t mult = ecg_packed_int(at), shift = (int8_t)at[4];
  if (scale[0] == 2) {
    mult *= scale[6 + c];
    for (; mult != 0 && mult < (int32_t)1 << 30; mult *= 2)
      ++shift;
    if (mult == 0)
      shift = 31;
  }
  channel->bias = ecg_packed_bias(bias, c);
  channel->mult = mult;
  channel->shift = (int8_t)shift;
}

#endif // ECG_RT_REF_PACKED_ROWS_H
