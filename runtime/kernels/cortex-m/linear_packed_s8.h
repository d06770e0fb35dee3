// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// linear_s8.h with weights that are unpacked to int16, two outputs at a time
// (contract: packed.h). As many rows of the input as fit into a tile are
// widened together, and share what was unpacked.
#ifndef ECG_RT_CORTEX_M_LINEAR_PACKED_S8_H
#define ECG_RT_CORTEX_M_LINEAR_PACKED_S8_H

#include "dot_s16.h"
#include "packed.h"
#include "requantize.h"
#include "unpack_s16.h"
#include "widen_s8.h"

static inline ecg_linear_packed_s8_fn ecg_linear_packed_s8;
static inline ecg_linear_s8_bytes_fn ecg_linear_packed_s8_scratch_bytes;
static inline ecg_linear_s8_bytes_fn ecg_linear_packed_s8_packed_bytes;
static inline ecg_linear_s8_pack_fn ecg_linear_packed_s8_pack;

/// Elements of a widened row with the 0 behind it, a whole number of words.
ECG_RT_ALWAYS_INLINE int32_t
ecg_linear_packed_s8_row(const ecg_linear_s8_params_t *p) {
  return 2 * (p->in_features / 2 + 1);
}

/// Rows of a tile.
ECG_RT_ALWAYS_INLINE int32_t
ecg_linear_packed_s8_tile(const ecg_linear_s8_params_t *p) {
  const int32_t fit = ECG_RT_TILE_BYTES / 2 / ecg_linear_packed_s8_row(p);
  return fit < 1 ? 1 : fit > p->rows ? p->rows : fit;
}

/// Two unpacked rows of weights and a tile.
ECG_RT_INLINE size_t
ecg_linear_packed_s8_scratch_bytes(const ecg_linear_s8_params_t *p) {
  return sizeof(int16_t) * (size_t)ecg_linear_packed_s8_row(p) *
         (size_t)(2 + ecg_linear_packed_s8_tile(p));
}

ECG_RT_INLINE size_t
ecg_linear_packed_s8_packed_bytes(const ecg_linear_s8_params_t *p) {
  return (size_t)p->out_features * (size_t)p->in_features;
}

ECG_RT_INLINE void ecg_linear_packed_s8_pack(const ecg_linear_s8_params_t *p,
                                             const int8_t *w, int8_t *packed) {
  memcpy(packed, w, ecg_linear_packed_s8_packed_bytes(p));
}

ECG_RT_INLINE void ecg_linear_packed_s8(
    const ecg_linear_packed_s8_params_t *p, const int8_t *ECG_RT_RESTRICT x,
    const uint8_t *ECG_RT_RESTRICT w, const uint8_t *ECG_RT_RESTRICT codes,
    const uint8_t *ECG_RT_RESTRICT bias, const uint8_t *ECG_RT_RESTRICT scale,
    int8_t *ECG_RT_RESTRICT y, void *scratch) {
  const int32_t size = ecg_linear_packed_s8_row(p), in = p->in_features;
  const int32_t tile = ecg_linear_packed_s8_tile(p), outs = p->out_features;
  int16_t *weights = (int16_t *)scratch, *rows = weights + 2 * size;
  memset(weights, 0, sizeof(*weights) * 2 * (size_t)size); // zeros behind rows
  for (int32_t first = 0; first < p->rows; first += tile) {
    const int32_t left = p->rows - first, n = left < tile ? left : tile;
    ecg_packed_rows_t next = ecg_packed_rows(w, codes, outs);
    for (int32_t r = 0; r < n; ++r)
      ecg_widen_s8(x + (first + r) * in, 1, in, 0, in, p->in_zp,
                   rows + r * size);
    for (int32_t o = 0; o < outs; o += 2) {
      const int32_t count = outs - o < 2 ? 1 : 2;
      ecg_channel_t channels[2];
      for (int32_t h = 0; h < count; ++h) {
        ecg_unpack_s16(&next, in, weights + h * size);
        ecg_packed_channel(bias, scale, o + h, &channels[h]);
      }
      for (int32_t r = 0; r < n; ++r) {
        uint32_t sums[2];
        ecg_dot1_s16(rows + r * size, weights, size, ecg_dot_words(in), sums);
        for (int32_t h = 0; h < count; ++h)
          y[(first + r) * outs + o + h] = ecg_clamp_s8(
              p->out_zp + ecg_requant((int32_t)sums[h] + channels[h].bias,
                                      channels[h].mult, channels[h].shift),
              p->act_min, p->act_max);
      }
    }
  }
}

#endif // ECG_RT_CORTEX_M_LINEAR_PACKED_S8_H
