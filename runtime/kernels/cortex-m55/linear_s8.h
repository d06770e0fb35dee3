// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Int8 fully connected layer for Helium (contract: linear.h): four outputs at a
// time are dot products of vectors with a copy of the row that may be read past
// its end. Inputs keep their zero point, as in conv1d_vector_s8.h.
#ifndef ECG_RT_CORTEX_M55_LINEAR_S8_H
#define ECG_RT_CORTEX_M55_LINEAR_S8_H

#include "linear.h"
#include "quads_s8.h"
#include "requantize_quad.h"
#include "rows_s8.h"

static inline ecg_linear_s8_fn ecg_linear_s8;
static inline ecg_linear_s8_bytes_fn ecg_linear_s8_scratch_bytes;
static inline ecg_linear_s8_bytes_fn ecg_linear_s8_packed_bytes;
static inline ecg_linear_s8_pack_fn ecg_linear_s8_pack;

/// Four sums and a row.
ECG_RT_INLINE size_t
ecg_linear_s8_scratch_bytes(const ecg_linear_s8_params_t *p) {
  return 16 + (size_t)ecg_mve_vectors(p->in_features) * ECG_MVE_BYTES;
}

ECG_RT_INLINE size_t
ecg_linear_s8_packed_bytes(const ecg_linear_s8_params_t *p) {
  return (size_t)(p->out_features * ecg_quad_row_bytes(p->in_features));
}

ECG_RT_INLINE void ecg_linear_s8_pack(const ecg_linear_s8_params_t *p,
                                      const int8_t *w, int8_t *packed) {
  ecg_quads_pack(w, p->out_features, p->in_features, p->in_zp, packed);
}

ECG_RT_INLINE void ecg_linear_s8(const ecg_linear_s8_params_t *p,
                                 const int8_t *ECG_RT_RESTRICT x,
                                 const int8_t *ECG_RT_RESTRICT w,
                                 const int32_t *ECG_RT_RESTRICT bias,
                                 const int32_t *ECG_RT_RESTRICT mult,
                                 const int8_t *ECG_RT_RESTRICT shift,
                                 int8_t *ECG_RT_RESTRICT y, void *scratch) {
  const ecg_requant_quad_t requant = {1,          1,          p->out_zp,
                                      p->act_min, p->act_max, 1};
  const int32_t vectors = ecg_mve_vectors(p->in_features);
  int32_t *sums = (int32_t *)scratch;
  int8_t *row = (int8_t *)(sums + 4);
  for (int32_t r = 0; r < p->rows; ++r, x += p->in_features) {
    const int8_t *quad_w = w;
    ecg_mve_copy(x, p->in_features, row);
    for (int32_t o = 0; o < p->out_features; o += 4) {
      const int32_t count = ecg_quad_rows(p->out_features, o);
      const ecg_quad_t quad = {count, (const int32_t *)(const void *)quad_w,
                               bias + o, mult + o, shift + o};
      quad_w = ecg_quad_dot(row, quad_w + 4 * count, vectors, count, sums);
      ecg_requant_quad(&requant, sums, 1, &quad, y);
      y += count;
    }
  }
}

#endif // ECG_RT_CORTEX_M55_LINEAR_S8_H
