// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A tile of the input of a 1-D convolution, and output channels over it;
// conv1d_s8.h and conv1d_packed_s8.h say where their weights come from.
//
// A tile is one row a channel of inputs + 128, padding as the zero point: bytes
// without a sign, which every core loads at a constant distance by one
// instruction (Armv6-M has no such load with a sign). Sums are of w * (x +
// 128); the caller adds -(in_zp + 128) * (sum of weights) with the bias.
#ifndef ECG_RT_SCALAR_CONV1D_TILE_H
#define ECG_RT_SCALAR_CONV1D_TILE_H

#include "conv1d.h"
#include "scalar.h"

/// What follows from the parameters. All of it folds into constants.
typedef struct ecg_conv1d_tile {
  int32_t channels; ///< input channels of a group
  int32_t weights;  ///< of an output channel
  int32_t reduce;   ///< positions pooled in registers: 1, 2 or 4
  int32_t outputs;  ///< of a full tile
  int32_t inputs;   ///< of a channel in it, and from row to row
  int32_t sums;     ///< of an output channel over it
} ecg_conv1d_tile_t;

/// Blocks of four positions that `outputs` pooled outputs need.
ECG_RT_ALWAYS_INLINE int32_t
ecg_conv1d_tile_blocks(const ecg_conv1d_s8_params_t *p, int32_t outputs) {
  return ((outputs - 1) * p->pool_stride + p->pool_kernel + 3) / 4;
}

/// Inputs that `blocks` blocks read.
ECG_RT_ALWAYS_INLINE int32_t
ecg_conv1d_tile_inputs(const ecg_conv1d_s8_params_t *p, int32_t blocks) {
  return (4 * blocks - 1) * p->stride + (p->kernel - 1) * p->dilation + 1;
}

/// The tile aims to stay within ECG_RT_TILE_BYTES; one output is the least.
ECG_RT_ALWAYS_INLINE ecg_conv1d_tile_t
ecg_conv1d_tile(const ecg_conv1d_s8_params_t *p) {
  ecg_conv1d_tile_t tile;
  tile.channels = p->cin / p->groups;
  tile.weights = tile.channels * p->kernel;
  tile.reduce = (p->pool_kernel | p->pool_stride) % 4 == 0   ? 4
                : (p->pool_kernel | p->pool_stride) % 2 == 0 ? 2
                                                             : 1;
  const int32_t block = 4 * p->stride * tile.channels + 64 / tile.reduce;
  const int32_t fixed = ecg_conv1d_tile_inputs(p, 0) * tile.channels;
  const int32_t blocks = (ECG_RT_TILE_BYTES - fixed) / block;
  const int32_t fit = (4 * blocks - p->pool_kernel) / p->pool_stride + 1;
  tile.outputs = fit < 1 ? 1 : fit > p->lpool ? p->lpool : fit;
  const int32_t used = ecg_conv1d_tile_blocks(p, tile.outputs);
  tile.inputs = ecg_conv1d_tile_inputs(p, used);
  tile.sums = 4 * used / tile.reduce;
  return tile;
}

/// Sums of four output channels, then the inputs.
ECG_RT_ALWAYS_INLINE size_t
ecg_conv1d_tile_bytes(const ecg_conv1d_tile_t *tile) {
  return 16 * (size_t)tile->sums +
         (size_t)tile->channels * (size_t)tile->inputs;
}

/// v limited to [0, most].
ECG_RT_ALWAYS_INLINE int32_t ecg_conv1d_tile_limit(int32_t v, int32_t most) {
  return v < 0 ? 0 : v > most ? most : v;
}

/// The inputs of the group at x for `outputs` outputs from `output` on.
ECG_RT_ALWAYS_INLINE void ecg_conv1d_tile_fill(const ecg_conv1d_s8_params_t *p,
                                               const ecg_conv1d_tile_t *tile,
                                               const int8_t *x, int32_t output,
                                               int32_t outputs, uint8_t *to) {
  const int32_t first = output * p->pool_stride * p->stride - p->pad_left;
  const int32_t n =
      ecg_conv1d_tile_inputs(p, ecg_conv1d_tile_blocks(p, outputs));
  const int32_t end = ecg_conv1d_tile_limit(p->lin - first, n);
  const int32_t begin = ecg_conv1d_tile_limit(-first, end);
  for (int32_t i = 0; i < tile->channels;
       ++i, x += p->lin, to += tile->inputs) {
    int32_t t = 0;
    for (; t < begin; ++t)
      to[t] = (uint8_t)(p->in_zp + 128);
    for (; t < end; ++t)
      to[t] = (uint8_t)(x[first + t] + 128);
    for (; t < n; ++t)
      to[t] = (uint8_t)(p->in_zp + 128);
  }
}

/// Sums of four positions of an output channel.
typedef struct ecg_four {
  int32_t a, b, c, d;
} ecg_four_t;

/// Adds a weight times the inputs of four positions.
ECG_RT_ALWAYS_INLINE void ecg_four_add(ecg_four_t *sum, int32_t w,
                                       const uint8_t *x, int32_t stride) {
  sum->a += w * x[0];
  sum->b += w * x[stride];
  sum->c += w * x[2 * stride];
  sum->d += w * x[3 * stride];
  ECG_SCALAR_KEEP4(sum->a, sum->b, sum->c, sum->d);
}

/// The same for `count` output channels, 1 or 4, with weights side by side.
ECG_RT_ALWAYS_INLINE void ecg_conv1d_tile_tap(ecg_four_t sums[4], int32_t count,
                                              const int8_t *w, const uint8_t *x,
                                              int32_t stride) {
  ECG_SCALAR_LOAD_ANEW();
  ecg_four_add(&sums[0], w[0], x, stride);
  if (count == 1)
    return;
  ecg_four_add(&sums[1], w[1], x, stride);
  ecg_four_add(&sums[2], w[2], x, stride);
  ecg_four_add(&sums[3], w[3], x, stride);
}

/// Adds all products of four positions; weights lie `step` from tap to tap.
ECG_RT_ALWAYS_INLINE void ecg_conv1d_tile_block(const ecg_conv1d_s8_params_t *p,
                                                const ecg_conv1d_tile_t *tile,
                                                const int8_t *w, int32_t step,
                                                int32_t count, const uint8_t *x,
                                                ecg_four_t sums[4]) {
  for (int32_t i = 0; i < tile->channels; ++i, x += tile->inputs) {
    const uint8_t *at = x;
    ECG_SCALAR_UNROLL
    for (int32_t k = 0; k < p->kernel; ++k, at += p->dilation, w += step)
      ecg_conv1d_tile_tap(sums, count, w, at, p->stride);
  }
}

/// The larger of two sums.
ECG_RT_ALWAYS_INLINE int32_t ecg_max_s32(int32_t a, int32_t b) {
  return a > b ? a : b;
}

/// Stores the sums of four positions, or the maxima of twos, or of all.
ECG_RT_ALWAYS_INLINE void ecg_conv1d_tile_store(const ecg_four_t *sum,
                                                int32_t reduce, int32_t *to) {
  const int32_t a = ecg_max_s32(sum->a, sum->b);
  const int32_t b = ecg_max_s32(sum->c, sum->d);
  if (reduce == 1) {
    to[0] = sum->a;
    to[1] = sum->b;
    to[2] = sum->c;
    to[3] = sum->d;
  } else if (reduce == 2) {
    to[0] = a;
    to[1] = b;
  } else {
    to[0] = ecg_max_s32(a, b);
  }
}

/// Sums of `count` output channels over `blocks` blocks of positions.
ECG_RT_ALWAYS_INLINE void ecg_conv1d_tile_sums(const ecg_conv1d_s8_params_t *p,
                                               const ecg_conv1d_tile_t *tile,
                                               const int8_t *w, int32_t step,
                                               int32_t count, const uint8_t *x,
                                               int32_t blocks, int32_t *to) {
  for (int32_t b = 0; b < blocks; ++b, x += 4 * p->stride) {
    ecg_four_t sums[4] = {
        {0, 0, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}};
    ecg_conv1d_tile_block(p, tile, w, step, count, x, sums);
    ecg_conv1d_tile_store(&sums[0], tile->reduce, to);
    if (count == 4) {
      ecg_conv1d_tile_store(&sums[1], tile->reduce, to + tile->sums);
      ecg_conv1d_tile_store(&sums[2], tile->reduce, to + 2 * tile->sums);
      ecg_conv1d_tile_store(&sums[3], tile->reduce, to + 3 * tile->sums);
    }
    to += 4 / tile->reduce;
  }
}

/// Sums of four output channels with interleaved weights.
ECG_RT_ALWAYS_INLINE void ecg_conv1d_tile_four(const ecg_conv1d_s8_params_t *p,
                                               const ecg_conv1d_tile_t *tile,
                                               const int8_t *w,
                                               const uint8_t *x, int32_t blocks,
                                               int32_t *to) {
  if (ECG_SCALAR_CHANNELS == 4) {
    ecg_conv1d_tile_sums(p, tile, w, 4, 4, x, blocks, to);
    return;
  }
  for (int32_t h = 0; h < 4; ++h)
    ecg_conv1d_tile_sums(p, tile, w + h, 4, 1, x, blocks, to + h * tile->sums);
}

/// y[j] for j in [0, outputs): pool, bias, @requant.
ECG_RT_ALWAYS_INLINE void
ecg_conv1d_tile_requant(const ecg_conv1d_s8_params_t *p,
                        const ecg_conv1d_tile_t *tile, const int32_t *sums,
                        int32_t outputs, int32_t bias, int32_t mult,
                        int32_t shift, int8_t *y) {
  const int32_t kernel = p->pool_kernel / tile->reduce;
  for (int32_t j = 0; j < outputs; ++j) {
    int32_t best = sums[0];
    for (int32_t k = 1; k < kernel; ++k)
      best = ecg_max_s32(best, sums[k]);
    sums += p->pool_stride / tile->reduce;
    y[j] = ecg_requant_s8((int32_t)((uint32_t)best + (uint32_t)bias), mult,
                          shift, p->out_zp, p->act_min, p->act_max);
  }
}

#endif // ECG_RT_SCALAR_CONV1D_TILE_H
