// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// 1-D int8 convolution by dot products of windows (dot_s8.h): one of the two
// ways of conv1d_s8.h, which says when.
//
// A tile of the input is widened to int16 rows, one a position with the
// channels of a group side by side, zero point removed, padding as zero rows.
// The window of a position is then one contiguous vector (one a tap when
// dilated), and a block of two channels by four positions needs four loads, one
// SXTB16 and eight SMLAD for sixteen products. The pool takes the maximum of
// int32 accumulators, as far as it can while they are still in registers.
#ifndef ECG_RT_CORTEX_M_CONV1D_DOT_S8_H
#define ECG_RT_CORTEX_M_CONV1D_DOT_S8_H

#include "conv1d_ahead.h"
#include "dot_s8.h"
#include "requantize_row.h"
#include "widen_s8.h"

/// What follows from the parameters. All of it folds into constants.
typedef struct ecg_conv1d_dot_plan {
  int32_t channels;      ///< input channels of a group: elements of a row
  int32_t segments;      ///< contiguous pieces of a window
  int32_t segment_step;  ///< elements from one piece to the next
  int32_t segment_words; ///< packed words of a piece
  int32_t span;          ///< rows a window covers
  int32_t reduce;        ///< positions pooled in registers: 1, 2 or 4
  int32_t tile;          ///< outputs of a tile
  int32_t tile_blocks;   ///< blocks of four positions of a tile
} ecg_conv1d_dot_plan_t;

/// Convolution positions that `outputs` pooled outputs need.
ECG_RT_ALWAYS_INLINE int32_t
ecg_conv1d_dot_positions(const ecg_conv1d_s8_params_t *p, int32_t outputs) {
  return (outputs - 1) * p->pool_stride + p->pool_kernel;
}

/// Bytes of the rows that `blocks` blocks read, with the element behind them
/// that the last word of an odd window meets with a zero weight.
ECG_RT_ALWAYS_INLINE int32_t
ecg_conv1d_dot_rows_bytes(const ecg_conv1d_s8_params_t *p,
                          const ecg_conv1d_dot_plan_t *plan, int32_t blocks) {
  const int32_t rows = (4 * blocks - 1) * p->stride + plan->span;
  return (rows * plan->channels * 2 + 2 + 3) / 4 * 4;
}

/// The plan whose tile aims to stay within so many bytes.
ECG_RT_ALWAYS_INLINE ecg_conv1d_dot_plan_t
ecg_conv1d_dot_plan_within(const ecg_conv1d_s8_params_t *p, int32_t bytes) {
  ecg_conv1d_dot_plan_t plan;
  const int dense = p->dilation == 1 || p->kernel == 1;
  plan.channels = p->cin / p->groups;
  plan.segments = dense ? 1 : p->kernel;
  plan.segment_step = p->dilation * plan.channels;
  plan.segment_words =
      ecg_dot_words(dense ? p->kernel * plan.channels : plan.channels);
  plan.span = (p->kernel - 1) * p->dilation + 1;
  plan.reduce = (p->pool_kernel | p->pool_stride) % 4 == 0   ? 4
                : (p->pool_kernel | p->pool_stride) % 2 == 0 ? 2
                                                             : 1;
  // As many blocks as fit; at least what one output needs.
  const int32_t block_bytes =
      4 * p->stride * plan.channels * 2 + 4 / plan.reduce * 8;
  const int32_t blocks =
      (bytes - ecg_conv1d_dot_rows_bytes(p, &plan, 0)) / block_bytes;
  plan.tile = (4 * blocks - p->pool_kernel) / p->pool_stride + 1;
  plan.tile = plan.tile < 1 ? 1 : plan.tile > p->lpool ? p->lpool : plan.tile;
  plan.tile_blocks = (ecg_conv1d_dot_positions(p, plan.tile) + 3) / 4;
  return plan;
}

ECG_RT_ALWAYS_INLINE ecg_conv1d_dot_plan_t
ecg_conv1d_dot_plan(const ecg_conv1d_s8_params_t *p) {
  return ecg_conv1d_dot_plan_within(p, ECG_RT_TILE_BYTES);
}

/// Instructions of one output channel, about, two channels and four positions
/// at a time; `each` to unpack a weight.
ECG_RT_ALWAYS_INLINE int64_t
ecg_conv1d_dot_cost(const ecg_conv1d_s8_params_t *p,
                    const ecg_conv1d_dot_plan_t *plan, int32_t each) {
  const int64_t window = plan->segments * (plan->segment_words * 14 + 30);
  const int64_t outs = p->cout / p->groups;
  const int64_t weights = (int64_t)each * plan->channels * p->kernel;
  return (p->lpool + plan->tile - 1) / plan->tile *
         (plan->tile_blocks * window * ((outs + 1) / 2) / outs + weights);
}

/// Accumulators of a channel over a tile, and the bytes of those of two and of
/// the tile itself.
ECG_RT_ALWAYS_INLINE int32_t
ecg_conv1d_dot_sums(const ecg_conv1d_dot_plan_t *plan) {
  return 4 * plan->tile_blocks / plan->reduce;
}
ECG_RT_ALWAYS_INLINE size_t ecg_conv1d_dot_tile_bytes(
    const ecg_conv1d_s8_params_t *p, const ecg_conv1d_dot_plan_t *plan) {
  return (size_t)(ecg_conv1d_dot_rows_bytes(p, plan, plan->tile_blocks) +
                  ecg_conv1d_dot_sums(plan) * 8);
}

ECG_RT_INLINE size_t
ecg_conv1d_dot_scratch_bytes(const ecg_conv1d_s8_params_t *p) {
  const ecg_conv1d_dot_plan_t plan = ecg_conv1d_dot_plan(p);
  return ecg_conv1d_dot_tile_bytes(p, &plan);
}

ECG_RT_INLINE size_t
ecg_conv1d_dot_packed_bytes(const ecg_conv1d_s8_params_t *p) {
  const ecg_conv1d_dot_plan_t plan = ecg_conv1d_dot_plan(p);
  const size_t pairs = (size_t)((p->cout / p->groups + 1) / 2 * p->groups);
  return 4 * pairs * (size_t)plan.segments * (size_t)plan.segment_words;
}

/// Pair by pair in each group; within a pair tap by tap, then channel by
/// channel, as the rows of the tile lie.
ECG_RT_INLINE void ecg_conv1d_dot_pack(const ecg_conv1d_s8_params_t *p,
                                       const int8_t *w, int8_t *packed) {
  const ecg_conv1d_dot_plan_t plan = ecg_conv1d_dot_plan(p);
  const int32_t outs = p->cout / p->groups, size = plan.channels * p->kernel;
  for (int32_t g = 0; g < p->groups; ++g)
    for (int32_t c = 0; c < outs; c += 2) {
      const int8_t *lo = w + (g * outs + c) * size;
      const int8_t *hi = c + 1 < outs ? lo + size : NULL;
      for (int32_t s = 0; s < plan.segments; ++s)
        packed = ecg_dot_pack(lo, hi, size / plan.segments, plan.channels,
                              p->kernel, s, packed);
    }
}

/// The larger of two accumulators.
ECG_RT_ALWAYS_INLINE int32_t ecg_max_s32(int32_t a, int32_t b) {
  return a > b ? a : b;
}

/// Stores four accumulators, or the maxima of twos, or of all.
ECG_RT_ALWAYS_INLINE int32_t *ecg_conv1d_dot_reduce(uint32_t v0, uint32_t v1,
                                                    uint32_t v2, uint32_t v3,
                                                    int32_t reduce,
                                                    int32_t *to) {
  const int32_t a = ecg_max_s32((int32_t)v0, (int32_t)v1);
  const int32_t b = ecg_max_s32((int32_t)v2, (int32_t)v3);
  if (reduce == 1) {
    to[0] = (int32_t)v0;
    to[1] = (int32_t)v1;
    to[2] = (int32_t)v2;
    to[3] = (int32_t)v3;
  } else if (reduce == 2) {
    to[0] = a;
    to[1] = b;
  } else {
    to[0] = ecg_max_s32(a, b);
  }
  return to + 4 / reduce;
}

/// The accumulators, without bias, of a channel pair over the tile in rows.
ECG_RT_ALWAYS_INLINE void ecg_conv1d_dot_pair(const ecg_conv1d_s8_params_t *p,
                                              const ecg_conv1d_dot_plan_t *plan,
                                              const int16_t *rows,
                                              const int8_t *w, int32_t blocks,
                                              int32_t *lo, int32_t *hi) {
  const int32_t step = p->stride * plan->channels;
  for (; blocks > 0; --blocks, rows += 4 * step) {
    ecg_dot4_t sum = {0, 0, 0, 0, 0, 0, 0, 0};
    for (int32_t s = 0; s < plan->segments; ++s)
      ecg_dot4(rows + s * plan->segment_step, step,
               w + s * plan->segment_words * 4, plan->segment_words, &sum);
    lo = ecg_conv1d_dot_reduce(sum.lo0, sum.lo1, sum.lo2, sum.lo3, plan->reduce,
                               lo);
    hi = ecg_conv1d_dot_reduce(sum.hi0, sum.hi1, sum.hi2, sum.hi3, plan->reduce,
                               hi);
  }
}

/// Widens the input of outputs [j, j + n) of a group; returns the blocks of
/// positions they need.
ECG_RT_ALWAYS_INLINE int32_t ecg_conv1d_dot_fill(
    const ecg_conv1d_s8_params_t *p, const ecg_conv1d_dot_plan_t *plan,
    const int8_t *x, int32_t j, int32_t n, int16_t *rows) {
  const int32_t blocks = (ecg_conv1d_dot_positions(p, n) + 3) / 4;
  // Channels that are last are one channel of longer positions.
  const int32_t step = ecg_conv1d_x_step(p);
  ecg_widen_s8(x, plan->channels / step, p->lin * step,
               (j * p->pool_stride * p->stride - p->pad_left) * step,
               ((4 * blocks - 1) * p->stride + plan->span) * step, p->in_zp,
               rows);
  return blocks;
}

/// What is left to do for a row of accumulators.
ECG_RT_ALWAYS_INLINE ecg_requant_row_t ecg_conv1d_dot_row(
    const ecg_conv1d_s8_params_t *p, const ecg_conv1d_dot_plan_t *plan) {
  const ecg_requant_row_t row = {p->pool_kernel / plan->reduce,
                                 p->pool_stride / plan->reduce, p->out_zp,
                                 p->act_min, p->act_max};
  return row;
}

ECG_RT_SPECIALIZE void ecg_conv1d_dot(const ecg_conv1d_s8_params_t *p,
                                      const int8_t *x, const int8_t *w,
                                      const int32_t *bias, const int32_t *mult,
                                      const int8_t *shift, int8_t *y,
                                      void *scratch) {
  const ecg_conv1d_dot_plan_t plan = ecg_conv1d_dot_plan(p);
  const int32_t outs = p->cout / p->groups;
  const int32_t pair_bytes = plan.segments * plan.segment_words * 4;
  int32_t *sums[2];
  sums[0] = (int32_t *)scratch;
  sums[1] = sums[0] + ecg_conv1d_dot_sums(&plan);
  int16_t *rows = (int16_t *)(sums[1] + ecg_conv1d_dot_sums(&plan));
  const ecg_requant_row_t row = ecg_conv1d_dot_row(p, &plan);
  for (int32_t g = 0; g < p->groups; ++g, x += plan.channels * p->lin) {
    const int8_t *group_w = w + g * ((outs + 1) / 2) * pair_bytes;
    for (int32_t j = 0; j < p->lpool; j += plan.tile) {
      const int32_t left = p->lpool - j;
      const int32_t n = left < plan.tile ? left : plan.tile;
      const int32_t blocks = ecg_conv1d_dot_fill(p, &plan, x, j, n, rows);
      const int8_t *pair_w = group_w;
      for (int32_t c = 0; c < outs; c += 2, pair_w += pair_bytes) {
        ecg_conv1d_dot_pair(p, &plan, rows, pair_w, blocks, sums[0], sums[1]);
        for (int32_t h = 0; h < 2 && c + h < outs; ++h) {
          const int32_t o = g * outs + c + h;
          ecg_requant_row(&row, sums[h], n, bias[o], mult[o], shift[o],
                          y + o * ecg_conv1d_y_pitch(p) +
                              j * ecg_conv1d_y_step(p),
                          ecg_conv1d_y_step(p));
        }
      }
    }
  }
}

#endif // ECG_RT_CORTEX_M_CONV1D_DOT_S8_H
