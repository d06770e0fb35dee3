// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Packed rows as plain int8 (@packed_weights), weight by weight.
#ifndef ECG_RT_REF_UNPACK_S8_H
#define ECG_RT_REF_UNPACK_S8_H

#include "packed_rows.h"
#include <string.h>

/// n weights of -1, 0 and 1. Returns the end of what it read, as all here.
ECG_RT_INLINE const uint8_t *ecg_unpack_ternary(const uint8_t *from, int32_t n,
                                                int8_t *row) {
  const int32_t bytes = (n + 4) / 5, pairs = n / 10;
  for (int32_t b = 0; b < bytes; ++b) {
    const int paired = b / 2 < pairs;
    int32_t place = paired ? b / 2 * 10 + b % 2 : 5 * b;
    uint32_t fraction = from[b];
    for (int32_t d = 0; d < 5; ++d, place += paired ? 2 : 1) {
      fraction = (fraction & 255) * 3;
      if (place < n)
        row[place] = (int8_t)((int32_t)(fraction >> 8) - 1);
    }
  }
  return from + bytes;
}

/// A bit a weight, then those that are not 0.
ECG_RT_INLINE const uint8_t *ecg_unpack_sparse(const uint8_t *from, int32_t n,
                                               int8_t *row) {
  const int32_t bits = from[0];
  const uint8_t *map = from + 1, *fields = map + (n + 7) / 8;
  int32_t others = 0;
  for (int32_t i = 0; i < n; ++i) {
    row[i] = 0;
    if (map[i / 8] >> i % 8 & 1) {
      const int32_t v = ecg_signed_field(fields, others++, bits);
      row[i] = (int8_t)(v < 0 ? v : v + 1);
    }
  }
  return fields + ecg_field_bytes(others, bits);
}

/// Odd numbers in fields of `bits`.
ECG_RT_INLINE const uint8_t *ecg_unpack_odd(const uint8_t *from, int32_t n,
                                            int32_t bits, int8_t *row) {
  for (int32_t i = 0; i < n; ++i)
    row[i] = (int8_t)(2 * ecg_field(from, i, bits) - (1 << bits) + 1);
  return from + ecg_field_bytes(n, bits);
}

/// n indices of `bits` into values.
ECG_RT_INLINE const uint8_t *ecg_unpack_indices(const uint8_t *from, int32_t n,
                                                int32_t bits,
                                                const int8_t *values,
                                                int8_t *row) {
  for (int32_t i = 0; i < n; ++i)
    row[i] = values[ecg_field(from, i, bits)];
  return from + ecg_field_bytes(n, bits);
}

/// Signed coordinates, added up.
ECG_RT_INLINE const uint8_t *ecg_unpack_sums(const uint8_t *from, int32_t n,
                                             int8_t *row) {
  int8_t values[16];
  const int32_t bits = ecg_row_sums(from, values);
  return ecg_unpack_indices(from + bits, n, bits, values, row);
}

/// The next row, n weights.
ECG_RT_NOINLINE void ecg_unpack_s8(ecg_packed_rows_t *packed, int32_t n,
                                   int8_t *row) {
  const int32_t code = ecg_row_code(packed);
  const uint8_t *from = packed->next;
  ++packed->row;
  if (code == ECG_ROW_ZERO) {
    memset(row, 0, (size_t)n);
  } else if (ecg_is_code(code, ECG_ROW_TERNARY)) {
    packed->next = ecg_unpack_ternary(from, n, row);
  } else if (ecg_is_code(code, ECG_ROW_SIGN) ||
             ecg_is_code(code, ECG_ROW_ODD2) ||
             ecg_is_code(code, ECG_ROW_ODD3)) {
    packed->next = ecg_unpack_odd(from, n, code - ECG_ROW_SIGN + 1, row);
  } else if (ecg_is_code(code, ECG_ROW_SUMS)) {
    packed->next = ecg_unpack_sums(from, n, row);
  } else if (ecg_is_code(code, ECG_ROW_SPARSE)) {
    packed->next = ecg_unpack_sparse(from, n, row);
  } else if (ecg_is_code(code, ECG_ROW_CODEBOOK)) {
    packed->next = ecg_unpack_indices(from, n, ecg_codebook_bits(packed),
                                      ecg_codebook(packed), row);
  } else if (ecg_is_code(code, ECG_ROW_BOOK)) {
    packed->next =
        ecg_unpack_indices(from + 2 + from[0], n, ecg_index_bits(from[0]),
                           (const int8_t *)from + 1, row);
  } else {
    for (int32_t i = 0; i < n; ++i)
      row[i] = (int8_t)ecg_signed_field(from, i, code);
    packed->next = from + ecg_field_bytes(n, code);
  }
}

#endif // ECG_RT_REF_UNPACK_S8_H
