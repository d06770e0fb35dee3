// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Matrices of int8 weights as fully connected layers read them: four rows side
// by side (fewer at the end), vector by vector, and before them what the zero
// point of the input adds to each of their sums.
#ifndef ECG_RT_CORTEX_M55_QUADS_S8_H
#define ECG_RT_CORTEX_M55_QUADS_S8_H

#include "mve.h"

/// Bytes of a row of n weights with its sum.
ECG_RT_ALWAYS_INLINE int32_t ecg_quad_row_bytes(int32_t n) {
  return 4 + ECG_MVE_BYTES * ecg_mve_vectors(n);
}

/// Rows of the quad of row r.
ECG_RT_ALWAYS_INLINE int32_t ecg_quad_rows(int32_t rows, int32_t r) {
  const int32_t left = rows - r / 4 * 4;
  return left < 4 ? left : 4;
}

/// Packs w, int8 [rows][n], into rows * ecg_quad_row_bytes(n).
ECG_RT_INLINE void ecg_quads_pack(const int8_t *w, int32_t rows, int32_t n,
                                  int32_t zp, int8_t *packed) {
  memset(packed, 0, (size_t)(rows * ecg_quad_row_bytes(n)));
  for (int32_t r = 0; r < rows; ++r) {
    const int32_t count = ecg_quad_rows(rows, r);
    int8_t *quad = packed + r / 4 * 4 * ecg_quad_row_bytes(n);
    int8_t *to = quad + 4 * count + r % 4 * ECG_MVE_BYTES;
    int32_t sum = 0;
    for (int32_t i = 0; i < n; ++i) {
      to[i / ECG_MVE_BYTES * count * ECG_MVE_BYTES + i % ECG_MVE_BYTES] = *w;
      sum -= zp * *w++;
    }
    ecg_mve_store_int(sum, quad + r % 4 * 4);
  }
}

/// sums[h] = the dot product of n vectors at x with row h of a quad of `count`
/// whose weights are at w; returns their end.
ECG_RT_ALWAYS_INLINE const int8_t *ecg_quad_dot(const int8_t *x,
                                                const int8_t *w, int32_t n,
                                                int32_t count,
                                                int32_t sums[4]) {
#if ECG_MVE
  if (count == 4) {
    int32_t a = 0, b = 0, c = 0, d = 0;
    for (; n > 0; --n, x += ECG_MVE_BYTES, w += 4 * ECG_MVE_BYTES) {
      const int8x16_t v = vldrbq_s8(x);
      a = vmladavaq_s8(a, v, vldrbq_s8(w));
      b = vmladavaq_s8(b, v, vldrbq_s8(w + ECG_MVE_BYTES));
      c = vmladavaq_s8(c, v, vldrbq_s8(w + 2 * ECG_MVE_BYTES));
      d = vmladavaq_s8(d, v, vldrbq_s8(w + 3 * ECG_MVE_BYTES));
    }
    sums[0] = a;
    sums[1] = b;
    sums[2] = c;
    sums[3] = d;
    return w;
  }
#endif
  for (int32_t h = 0; h < count; ++h) {
    sums[h] = 0;
    for (int32_t i = 0; i < n; ++i)
      sums[h] = ecg_mve_dot_add(sums[h], x + i * ECG_MVE_BYTES,
                                w + (i * count + h) * ECG_MVE_BYTES);
  }
  return w + n * count * ECG_MVE_BYTES;
}

#endif // ECG_RT_CORTEX_M55_QUADS_S8_H
