// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Packed rows as int16 (@packed_weights), eight or ten weights at a time: the
// form that SMLAD takes without a SXTB16.
#ifndef ECG_RT_CORTEX_M_UNPACK_S16_H
#define ECG_RT_CORTEX_M_UNPACK_S16_H

#include "dsp.h"
#include "packed_rows.h"

/// The two's complement number in bits [at, at + bits) of a word.
ECG_RT_ALWAYS_INLINE uint32_t ecg_bits_s32(uint32_t word, int32_t at,
                                           int32_t bits) {
  return (uint32_t)((int32_t)(word << (32 - bits - at)) >> (32 - bits));
}

/// Two neighbouring fields of a word as two weights.
ECG_RT_ALWAYS_INLINE void ecg_unpack_two(uint32_t word, int32_t at,
                                         int32_t bits, int16_t *row) {
  const uint32_t weights = ecg_pkhbt(ecg_bits_s32(word, at, bits),
                                     ecg_bits_s32(word, at + bits, bits));
  memcpy(row, &weights, sizeof(weights));
}

/// n fields of `bits`, a constant. Eight of them are `bits` bytes, the last
/// four of which begin in byte bits / 2. Returns the end of what it read, as
/// all here do.
ECG_RT_ALWAYS_INLINE const uint8_t *ecg_unpack_fields_s16(const uint8_t *from,
                                                          int32_t n,
                                                          int32_t bits,
                                                          int16_t *row) {
  const int32_t at = bits <= 4 ? 4 * bits : 4 * (bits & 1);
  for (; n >= 8; n -= 8, from += bits, row += 8) {
    const uint32_t low = ecg_load_word(from);
    const uint32_t high = bits <= 4 ? low : ecg_load_word(from + bits / 2);
    ecg_unpack_two(low, 0, bits, row);
    ecg_unpack_two(low, 2 * bits, bits, row + 2);
    ecg_unpack_two(high, at, bits, row + 4);
    ecg_unpack_two(high, at + 2 * bits, bits, row + 6);
  }
  for (int32_t i = 0; i < n; ++i)
    row[i] = (int16_t)ecg_signed_field(from, i, bits);
  return from + ecg_field_bytes(n, bits);
}

/// Digits of two bytes at once, one in each half.
ECG_RT_ALWAYS_INLINE void ecg_unpack_digits(uint32_t *fractions, int16_t *row) {
  const uint32_t carried = *fractions + (*fractions << 1);
  const uint32_t weights = ecg_ssub16(ecg_uxtb16_high(carried), 0x00010001u);
  *fractions = ecg_uxtb16(carried);
  memcpy(row, &weights, sizeof(weights));
}

/// n weights of -1, 0 and 1.
ECG_RT_INLINE const uint8_t *ecg_unpack_ternary_s16(const uint8_t *from,
                                                    int32_t n, int16_t *row) {
  for (; n >= 10; n -= 10, from += 2, row += 10) {
    uint32_t fractions = from[0] | (uint32_t)from[1] << 16;
    ecg_unpack_digits(&fractions, row);
    ecg_unpack_digits(&fractions, row + 2);
    ecg_unpack_digits(&fractions, row + 4);
    ecg_unpack_digits(&fractions, row + 6);
    ecg_unpack_digits(&fractions, row + 8);
  }
  for (; n > 0; ++from) {
    uint32_t fraction = from[0];
    for (int32_t d = 0; d < 5 && n > 0; ++d, --n) {
      fraction *= 3;
      *row++ = (int16_t)((int32_t)(fraction >> 8) - 1);
      fraction &= 255;
    }
  }
  return from;
}

/// Two values of a codebook, by the lowest indices of a word, which go.
ECG_RT_ALWAYS_INLINE uint32_t ecg_unpack_values(uint32_t word, int32_t bits,
                                                const int8_t *values,
                                                int16_t *row) {
  const uint32_t mask = (1u << bits) - 1;
  const int32_t first = values[word & mask];
  word >>= bits;
  const uint32_t both =
      ecg_pkhbt((uint32_t)first, (uint32_t)(int32_t)values[word & mask]);
  memcpy(row, &both, sizeof(both));
  return word >> bits;
}

/// n indices of `bits` into a codebook.
ECG_RT_INLINE const uint8_t *ecg_unpack_codebook_s16(const uint8_t *from,
                                                     int32_t n, int32_t bits,
                                                     const int8_t *values,
                                                     int16_t *row) {
  for (; n >= 8; n -= 8, from += bits, row += 8) {
    uint32_t word = bits == 1 ? from[0] : ecg_load_word(from);
    word = ecg_unpack_values(word, bits, values, row);
    word = ecg_unpack_values(word, bits, values, row + 2);
    word = ecg_unpack_values(word, bits, values, row + 4);
    ecg_unpack_values(word, bits, values, row + 6);
  }
  for (int32_t i = 0; i < n; ++i)
    row[i] = values[ecg_field(from, i, bits)];
  return from + ecg_field_bytes(n, bits);
}

/// Two odd numbers of `bits`, from the lowest fields of a word, which go: as
/// 2 f - 2^bits + 1 in both halves at once.
ECG_RT_ALWAYS_INLINE uint32_t ecg_unpack_two_odd(uint32_t word, int32_t bits,
                                                 int16_t *row) {
  const uint32_t mask = (1u << bits) - 1, both = mask << 16 | mask;
  const uint32_t fields = (word & mask) | (word << (16 - bits) & mask << 16);
  const uint32_t weights = ecg_ssub16(fields << 1, both);
  memcpy(row, &weights, sizeof(weights));
  return word >> 2 * bits;
}

/// n odd numbers in fields of `bits`, a constant.
ECG_RT_ALWAYS_INLINE const uint8_t *
ecg_unpack_odd_s16(const uint8_t *from, int32_t n, int32_t bits, int16_t *row) {
  for (; n >= 8; n -= 8, from += bits, row += 8) {
    uint32_t word = bits == 1 ? from[0] : ecg_load_word(from);
    word = ecg_unpack_two_odd(word, bits, row);
    word = ecg_unpack_two_odd(word, bits, row + 2);
    word = ecg_unpack_two_odd(word, bits, row + 4);
    ecg_unpack_two_odd(word, bits, row + 6);
  }
  for (int32_t i = 0; i < n; ++i)
    row[i] = (int16_t)(2 * ecg_field(from, i, bits) - (1 << bits) + 1);
  return from + ecg_field_bytes(n, bits);
}

/// Signed coordinates, added up: a codebook of the row's own.
ECG_RT_INLINE const uint8_t *ecg_unpack_sums_s16(const uint8_t *from, int32_t n,
                                                 int16_t *row) {
  int8_t values[16];
  const int32_t bits = ecg_row_sums(from, values);
  return ecg_unpack_codebook_s16(from + bits, n, bits, values, row);
}

/// A bit a weight, then those that are not 0.
ECG_RT_INLINE const uint8_t *ecg_unpack_sparse_s16(const uint8_t *from,
                                                   int32_t n, int16_t *row) {
  const int32_t bits = from[0], unused = 32 - bits;
  const uint8_t *map = from + 1, *fields = map + (n + 7) / 8;
  uint32_t held = 0; // bits of fields read ahead
  int32_t count = 0;
  memset(row, 0, sizeof(*row) * (size_t)n);
  for (int32_t i = 0; i < n; i += 8) {
    int16_t *at = row + i;
    for (uint32_t left = *map++; left != 0; left >>= 1, ++at)
      if (left & 1) {
        if (count < bits) {
          held |= (uint32_t)*fields++ << count;
          count += 8;
        }
        const int32_t v = (int32_t)(held << unused) >> unused;
        held >>= bits;
        count -= bits;
        *at = (int16_t)(v < 0 ? v : v + 1);
      }
  }
  return fields;
}

/// The next row, n weights.
ECG_RT_NOINLINE void ecg_unpack_s16(ecg_packed_rows_t *packed, int32_t n,
                                    int16_t *row) {
  const int32_t code = ecg_row_code(packed);
  const uint8_t *from = packed->next;
  ++packed->row;
  if (ecg_is_code(code, 4))
    from = ecg_unpack_fields_s16(from, n, 4, row);
  else if (ecg_is_code(code, ECG_ROW_TERNARY))
    from = ecg_unpack_ternary_s16(from, n, row);
  else if (ecg_is_code(code, ECG_ROW_ODD2))
    from = ecg_unpack_odd_s16(from, n, 2, row);
  else if (ecg_is_code(code, ECG_ROW_SIGN))
    from = ecg_unpack_odd_s16(from, n, 1, row);
  else if (ecg_is_code(code, ECG_ROW_ODD3))
    from = ecg_unpack_odd_s16(from, n, 3, row);
  else if (ecg_is_code(code, ECG_ROW_SUMS))
    from = ecg_unpack_sums_s16(from, n, row);
  else if (ecg_is_code(code, 2))
    from = ecg_unpack_fields_s16(from, n, 2, row);
  else if (ecg_is_code(code, 3))
    from = ecg_unpack_fields_s16(from, n, 3, row);
  else if (ecg_is_code(code, 5))
    from = ecg_unpack_fields_s16(from, n, 5, row);
  else if (ecg_is_code(code, 6))
    from = ecg_unpack_fields_s16(from, n, 6, row);
  else if (ecg_is_code(code, 7))
    from = ecg_unpack_fields_s16(from, n, 7, row);
  else if (ecg_is_code(code, 8))
    from = ecg_unpack_fields_s16(from, n, 8, row);
  else if (ecg_is_code(code, ECG_ROW_CODEBOOK))
    from = ecg_unpack_codebook_s16(from, n, ecg_codebook_bits(packed),
                                   ecg_codebook(packed), row);
  else if (ecg_is_code(code, ECG_ROW_BOOK))
    from =
        ecg_unpack_codebook_s16(from + 2 + from[0], n, ecg_index_bits(from[0]),
                                (const int8_t *)from + 1, row);
  else if (ecg_is_code(code, ECG_ROW_SPARSE))
    from = ecg_unpack_sparse_s16(from, n, row);
  else
    memset(row, 0, sizeof(*row) * (size_t)n);
  packed->next = from;
}

#endif // ECG_RT_CORTEX_M_UNPACK_S16_H
