// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// conv1d_s8.h with weights that are unpacked to int8, one output channel at a
// time and once a tile (contract: packed.h). Rows are stored as they came.
#ifndef ECG_RT_SCALAR_CONV1D_PACKED_S8_H
#define ECG_RT_SCALAR_CONV1D_PACKED_S8_H

#include "conv1d_tile.h"
#include "packed.h"
#include "unpack_s8.h"

static inline ecg_conv1d_packed_s8_fn ecg_conv1d_packed_s8;
static inline ecg_conv1d_s8_bytes_fn ecg_conv1d_packed_s8_scratch_bytes;
static inline ecg_conv1d_s8_bytes_fn ecg_conv1d_packed_s8_packed_bytes;
static inline ecg_conv1d_s8_pack_fn ecg_conv1d_packed_s8_pack;

/// A tile and one row.
ECG_RT_INLINE size_t
ecg_conv1d_packed_s8_scratch_bytes(const ecg_conv1d_s8_params_t *p) {
  const ecg_conv1d_tile_t tile = ecg_conv1d_tile(p);
  return ecg_conv1d_tile_bytes(&tile) + (size_t)tile.weights;
}

ECG_RT_INLINE size_t
ecg_conv1d_packed_s8_packed_bytes(const ecg_conv1d_s8_params_t *p) {
  return (size_t)p->cout * (size_t)ecg_conv1d_tile(p).weights;
}

ECG_RT_INLINE void ecg_conv1d_packed_s8_pack(const ecg_conv1d_s8_params_t *p,
                                             const int8_t *w, int8_t *packed) {
  memcpy(packed, w, ecg_conv1d_packed_s8_packed_bytes(p));
}

/// The sum of n weights.
ECG_RT_INLINE int32_t ecg_conv1d_packed_s8_sum(const int8_t *w, int32_t n) {
  int32_t sum = 0;
  for (int32_t i = 0; i < n; ++i)
    sum += w[i];
  return sum;
}

ECG_SCALAR_KERNEL void ecg_conv1d_packed_s8(
    const ecg_conv1d_packed_s8_params_t *p, const int8_t *ECG_RT_RESTRICT x,
    const uint8_t *ECG_RT_RESTRICT w, const uint8_t *ECG_RT_RESTRICT codes,
    const uint8_t *ECG_RT_RESTRICT bias, const uint8_t *ECG_RT_RESTRICT scale,
    int8_t *ECG_RT_RESTRICT y, void *scratch) {
  const ecg_conv1d_tile_t tile = ecg_conv1d_tile(p);
  int32_t *sums = (int32_t *)scratch;
  uint8_t *inputs = (uint8_t *)(sums + 4 * tile.sums);
  int8_t *row = (int8_t *)inputs + tile.channels * tile.inputs;
  const int32_t outs = p->cout / p->groups;
  for (int32_t j = 0; j < p->lpool; j += tile.outputs) {
    const int32_t left = p->lpool - j;
    const int32_t n = left < tile.outputs ? left : tile.outputs;
    ecg_packed_rows_t rows = ecg_packed_rows(w, codes, p->cout);
    for (int32_t c = 0; c < p->cout; ++c) {
      ecg_channel_t channel;
      if (c % outs == 0)
        ecg_conv1d_tile_fill(p, &tile, x + c / outs * tile.channels * p->lin, j,
                             n, inputs);
      ecg_unpack_s8(&rows, tile.weights, row);
      ecg_packed_channel(bias, scale, c, &channel);
      ecg_conv1d_tile_sums(p, &tile, row, 1, 1, inputs,
                           ecg_conv1d_tile_blocks(p, n), sums);
      const int32_t offset =
          -(p->in_zp + 128) * ecg_conv1d_packed_s8_sum(row, tile.weights);
      ecg_conv1d_tile_requant(
          p, &tile, sums, n,
          (int32_t)((uint32_t)channel.bias + (uint32_t)offset), channel.mult,
          channel.shift, y + c * p->lpool + j);
    }
  }
}

#endif // ECG_RT_SCALAR_CONV1D_PACKED_S8_H
