// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// 1-D int8 convolution with fused max-pool for cores without DSP instructions
// (contract: conv1d.h), over tiles of the input (conv1d_tile.h): four positions
// at a time, and four output channels where registers allow.
//
// Packed weights are -(in_zp + 128) * (sum of weights) as int32 for each output
// channel, then the weights. Of each group four channels are interleaved tap by
// tap; those that are left follow one after the other.
#ifndef ECG_RT_SCALAR_CONV1D_S8_H
#define ECG_RT_SCALAR_CONV1D_S8_H

#include "conv1d_tile.h"
#include <string.h>

static inline ecg_conv1d_s8_fn ecg_conv1d_s8;
static inline ecg_conv1d_s8_bytes_fn ecg_conv1d_s8_scratch_bytes;
static inline ecg_conv1d_s8_bytes_fn ecg_conv1d_s8_packed_bytes;
static inline ecg_conv1d_s8_pack_fn ecg_conv1d_s8_pack;

ECG_RT_INLINE size_t
ecg_conv1d_s8_scratch_bytes(const ecg_conv1d_s8_params_t *p) {
  const ecg_conv1d_tile_t tile = ecg_conv1d_tile(p);
  return ecg_conv1d_tile_bytes(&tile);
}

ECG_RT_INLINE size_t
ecg_conv1d_s8_packed_bytes(const ecg_conv1d_s8_params_t *p) {
  return (size_t)p->cout * (4 + (size_t)ecg_conv1d_tile(p).weights);
}

/// Channels that lie interleaved with channel `c` of a group of `outs`.
ECG_RT_ALWAYS_INLINE int32_t ecg_conv1d_s8_step(int32_t c, int32_t outs) {
  return c < outs / 4 * 4 ? 4 : 1;
}

ECG_RT_INLINE void ecg_conv1d_s8_pack(const ecg_conv1d_s8_params_t *p,
                                      const int8_t *w, int8_t *packed) {
  const int32_t size = ecg_conv1d_tile(p).weights, outs = p->cout / p->groups;
  int8_t *rows = packed + 4 * p->cout;
  for (int32_t c = 0; c < p->cout; ++c, w += size) {
    const int32_t step = ecg_conv1d_s8_step(c % outs, outs);
    int8_t *row = rows + (c - c % outs % step) * size + c % outs % step;
    int32_t sum = 0;
    for (int32_t i = 0; i < size; ++i, row += step) {
      *row = w[i];
      sum += w[i];
    }
    const int32_t offset = -(p->in_zp + 128) * sum;
    memcpy(packed + 4 * c, &offset, sizeof(offset));
  }
}

ECG_SCALAR_KERNEL void ecg_conv1d_s8(const ecg_conv1d_s8_params_t *p,
                                     const int8_t *ECG_RT_RESTRICT x,
                                     const int8_t *ECG_RT_RESTRICT w,
                                     const int32_t *ECG_RT_RESTRICT bias,
                                     const int32_t *ECG_RT_RESTRICT mult,
                                     const int8_t *ECG_RT_RESTRICT shift,
                                     int8_t *ECG_RT_RESTRICT y, void *scratch) {
  const ecg_conv1d_tile_t tile = ecg_conv1d_tile(p);
  int32_t *sums = (int32_t *)scratch;
  uint8_t *inputs = (uint8_t *)(sums + 4 * tile.sums);
  const int32_t outs = p->cout / p->groups;
  for (int32_t j = 0; j < p->lpool; j += tile.outputs) {
    const int32_t left = p->lpool - j;
    const int32_t n = left < tile.outputs ? left : tile.outputs;
    const int32_t blocks = ecg_conv1d_tile_blocks(p, n);
    const int8_t *row = w + 4 * p->cout;
    int32_t count;
    for (int32_t c = 0; c < p->cout; c += count) {
      if (c % outs == 0)
        ecg_conv1d_tile_fill(p, &tile, x + c / outs * tile.channels * p->lin, j,
                             n, inputs);
      count = ecg_conv1d_s8_step(c % outs, outs);
      if (count == 4)
        ecg_conv1d_tile_four(p, &tile, row, inputs, blocks, sums);
      else
        ecg_conv1d_tile_sums(p, &tile, row, 1, 1, inputs, blocks, sums);
      for (int32_t h = 0; h < count; ++h) {
        int32_t offset;
        memcpy(&offset, w + 4 * (c + h), sizeof(offset));
        ecg_conv1d_tile_requant(
            p, &tile, sums + h * tile.sums, n,
            (int32_t)((uint32_t)bias[c + h] + (uint32_t)offset), mult[c + h],
            shift[c + h], y + (c + h) * p->lpool + j);
      }
      row += count * tile.weights;
    }
  }
}

#endif // ECG_RT_SCALAR_CONV1D_S8_H
