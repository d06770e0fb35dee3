// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// 1-D int8 convolution by vectors of sixteen products (blocks_s8.h): one of the
// two ways of conv1d_s8.h, which says when.
//
// A tile of the input becomes rows with the channels of a group side by side,
// padding as the zero point. The window of a position is then one contiguous
// vector (one a tap when dilated). Inputs keep their zero point: what it adds
// to a sum is known when weights are packed, and stands before them. Sums of
// four channels lie side by side, so that pool and requantization are vectors,
// too.
#ifndef ECG_RT_CORTEX_M55_CONV1D_VECTOR_S8_H
#define ECG_RT_CORTEX_M55_CONV1D_VECTOR_S8_H

#include "blocks_s8.h"
#include "conv1d.h"
#include "requantize_quad.h"
#include "rows_s8.h"

/// Bytes of scratch a tile aims to stay within.
#ifndef ECG_RT_VECTOR_TILE_BYTES
#define ECG_RT_VECTOR_TILE_BYTES 1664
#endif

/// What follows from the parameters. All of it folds into constants.
typedef struct ecg_conv1d_vector_plan {
  int32_t channels;     ///< input channels of a group: elements of a row
  int32_t segments;     ///< contiguous pieces of a window
  int32_t segment_step; ///< elements from one piece to the next
  int32_t vectors;      ///< of a piece
  int32_t span;         ///< rows a window covers
  int32_t outs;         ///< output channels of a group
  int32_t quads;        ///< of a group
  int32_t in_quads;     ///< windows are single vectors: four channels at once
  int32_t pair_bytes;   ///< weights of two channels
  int32_t group_bytes;  ///< weights of a group
  int32_t tile;         ///< outputs of a tile
} ecg_conv1d_vector_plan_t;

/// Convolution positions computed for `outputs` pooled outputs.
ECG_RT_ALWAYS_INLINE int32_t
ecg_conv1d_vector_positions(const ecg_conv1d_s8_params_t *p, int32_t outputs) {
  const int32_t needed = (outputs - 1) * p->pool_stride + p->pool_kernel;
  return (needed + ECG_MVE_POSITIONS - 1) / ECG_MVE_POSITIONS *
         ECG_MVE_POSITIONS;
}

/// Bytes of a tile of so many outputs: sums of four channels, rows, and what
/// the last vector reads behind them.
ECG_RT_ALWAYS_INLINE int32_t ecg_conv1d_vector_tile_bytes(
    const ecg_conv1d_s8_params_t *p, const ecg_conv1d_vector_plan_t *plan,
    int32_t outputs) {
  const int32_t positions = ecg_conv1d_vector_positions(p, outputs);
  const int32_t rows = (positions - 1) * p->stride + plan->span;
  return 16 * positions + (rows * plan->channels + ECG_MVE_BYTES - 1) / 4 * 4 +
         4;
}

/// The plan whose tile aims to stay within so many bytes.
ECG_RT_ALWAYS_INLINE ecg_conv1d_vector_plan_t
ecg_conv1d_vector_plan_within(const ecg_conv1d_s8_params_t *p, int32_t bytes) {
  ecg_conv1d_vector_plan_t plan;
  const int dense = p->dilation == 1 || p->kernel == 1;
  plan.channels = p->cin / p->groups;
  plan.segments = dense ? 1 : p->kernel;
  plan.segment_step = p->dilation * plan.channels;
  plan.vectors =
      ecg_mve_vectors(dense ? p->kernel * plan.channels : plan.channels);
  plan.span = (p->kernel - 1) * p->dilation + 1;
  plan.outs = p->cout / p->groups;
  plan.quads = (plan.outs + 3) / 4;
  plan.in_quads = plan.segments * plan.vectors == 1;
  plan.pair_bytes = 2 * ECG_MVE_BYTES * plan.segments * plan.vectors;
  plan.group_bytes =
      plan.pair_bytes * (plan.in_quads ? 2 * plan.quads : (plan.outs + 1) / 2);
  // As many outputs as fit, spread evenly over the tiles.
  const int32_t none = ecg_conv1d_vector_tile_bytes(p, &plan, 1);
  const int32_t each = p->pool_stride * (16 + p->stride * plan.channels);
  const int32_t fit = (bytes - none) / each;
  const int32_t most = fit < 1 ? 1 : fit > p->lpool ? p->lpool : fit;
  const int32_t tiles = (p->lpool + most - 1) / most;
  plan.tile = (p->lpool + tiles - 1) / tiles;
  return plan;
}

ECG_RT_ALWAYS_INLINE ecg_conv1d_vector_plan_t
ecg_conv1d_vector_plan(const ecg_conv1d_s8_params_t *p) {
  return ecg_conv1d_vector_plan_within(p, ECG_RT_VECTOR_TILE_BYTES);
}

ECG_RT_INLINE size_t
ecg_conv1d_vector_scratch_bytes(const ecg_conv1d_s8_params_t *p) {
  const ecg_conv1d_vector_plan_t plan = ecg_conv1d_vector_plan(p);
  return (size_t)ecg_conv1d_vector_tile_bytes(p, &plan, plan.tile);
}

ECG_RT_INLINE size_t
ecg_conv1d_vector_packed_bytes(const ecg_conv1d_s8_params_t *p) {
  const ecg_conv1d_vector_plan_t plan = ecg_conv1d_vector_plan(p);
  return (size_t)p->groups *
         ((size_t)plan.quads * 16 + (size_t)plan.group_bytes);
}

/// Weight e of a vectorised row: tap by tap, then channel by channel, as the
/// rows of a tile lie; zeros behind each piece.
ECG_RT_INLINE int8_t ecg_conv1d_vector_weight(
    const ecg_conv1d_s8_params_t *p, const ecg_conv1d_vector_plan_t *plan,
    const int8_t *w, int32_t e) {
  const int32_t piece = plan->vectors * ECG_MVE_BYTES;
  const int32_t size = plan->channels * p->kernel / plan->segments;
  if (e % piece >= size)
    return 0;
  const int32_t at = e / piece * size + e % piece;
  return w[at % plan->channels * p->kernel + at / plan->channels];
}

/// What the zero point adds to each sum, as four bytes the lowest first, four
/// channels a quad; then pair by pair in each group.
ECG_RT_INLINE void ecg_conv1d_vector_pack(const ecg_conv1d_s8_params_t *p,
                                          const int8_t *w, int8_t *packed) {
  const ecg_conv1d_vector_plan_t plan = ecg_conv1d_vector_plan(p);
  const int32_t size = plan.channels * p->kernel;
  int8_t *offset = packed, *rows = packed + p->groups * plan.quads * 16;
  memset(packed, 0, ecg_conv1d_vector_packed_bytes(p));
  for (int32_t g = 0; g < p->groups; ++g, rows += plan.group_bytes)
    for (int32_t c = 0; c < 4 * plan.quads; ++c, offset += 4) {
      if (c >= plan.outs)
        continue;
      int32_t sum = 0;
      int8_t *to = rows + c / 2 * plan.pair_bytes + c % 2 * ECG_MVE_BYTES;
      for (int32_t e = 0; e < plan.pair_bytes / 2; ++e) {
        const int8_t v = ecg_conv1d_vector_weight(p, &plan, w, e);
        to[e / ECG_MVE_BYTES * 2 * ECG_MVE_BYTES + e % ECG_MVE_BYTES] = v;
        sum -= p->in_zp * v;
      }
      ecg_mve_store_int(sum, offset);
      w += size;
    }
}

/// The sums of two channels at `positions` positions of a tile.
ECG_RT_ALWAYS_INLINE void
ecg_conv1d_vector_pair(const ecg_conv1d_s8_params_t *p,
                       const ecg_conv1d_vector_plan_t *plan, const int8_t *rows,
                       const int8_t *w, int32_t positions, int32_t *sums) {
  const int32_t step = p->stride * plan->channels;
  const int32_t *const end = sums + 4 * positions;
  const int32_t read =
      plan->vectors * ECG_MVE_BYTES + (plan->segments - 1) * plan->segment_step;
  for (; sums != end; sums += 4 * ECG_MVE_POSITIONS) {
    ecg_mve_block_t s;
    rows = ecg_mve_block_dot(rows, step, w, plan->vectors, &s);
    for (int32_t i = 1; i < plan->segments; ++i)
      rows = ecg_mve_block_add(
          rows + plan->segment_step - plan->vectors * ECG_MVE_BYTES, step,
          w + i * plan->vectors * 2 * ECG_MVE_BYTES, plan->vectors, &s);
    rows += ECG_MVE_POSITIONS * step - read;
    sums[0] = s.a0;
    sums[1] = s.b0;
    sums[4] = s.a1;
    sums[5] = s.b1;
    sums[8] = s.a2;
    sums[9] = s.b2;
  }
}

/// The sums of a quad of `count` channels.
ECG_RT_ALWAYS_INLINE void
ecg_conv1d_vector_quad(const ecg_conv1d_s8_params_t *p,
                       const ecg_conv1d_vector_plan_t *plan, const int8_t *rows,
                       const int8_t *w, int32_t positions, int32_t count,
                       int32_t *sums) {
  if (plan->in_quads) {
    ecg_mve_quad(rows, p->stride * plan->channels, w, positions, sums);
    return;
  }
  for (int32_t h = 0; h < count; h += 2, w += plan->pair_bytes)
    ecg_conv1d_vector_pair(p, plan, rows, w, positions, sums + h);
}

/// The input of outputs [j, j + n) of a group as rows; returns the positions
/// they need.
ECG_RT_ALWAYS_INLINE int32_t ecg_conv1d_vector_fill(
    const ecg_conv1d_s8_params_t *p, const ecg_conv1d_vector_plan_t *plan,
    const int8_t *x, int32_t j, int32_t n, int8_t *rows) {
  const int32_t positions = ecg_conv1d_vector_positions(p, n);
  ecg_mve_rows(x, plan->channels, p->lin,
               j * p->pool_stride * p->stride - p->pad_left,
               (positions - 1) * p->stride + plan->span, p->in_zp, rows);
  return positions;
}

/// What is left to do for the sums of a quad.
ECG_RT_ALWAYS_INLINE ecg_requant_quad_t
ecg_conv1d_vector_requant(const ecg_conv1d_s8_params_t *p) {
  const ecg_requant_quad_t requant = {p->pool_kernel, p->pool_stride, p->out_zp,
                                      p->act_min,     p->act_max,     p->lpool};
  return requant;
}

/// Channels of the quad that begins at channel c of a group.
ECG_RT_ALWAYS_INLINE int32_t
ecg_conv1d_vector_count(const ecg_conv1d_vector_plan_t *plan, int32_t c) {
  return plan->outs % 4 == 0 || plan->outs - c > 4 ? 4 : plan->outs - c;
}

ECG_RT_SPECIALIZE void
ecg_conv1d_vector(const ecg_conv1d_s8_params_t *p, const int8_t *x,
                  const int8_t *w, const int32_t *bias, const int32_t *mult,
                  const int8_t *shift, int8_t *y, void *scratch) {
  const ecg_conv1d_vector_plan_t plan = ecg_conv1d_vector_plan(p);
  const ecg_requant_quad_t requant = ecg_conv1d_vector_requant(p);
  const int32_t *offset = (const int32_t *)(const void *)w;
  int32_t *sums = (int32_t *)scratch;
  int8_t *rows =
      (int8_t *)(sums + 4 * ecg_conv1d_vector_positions(p, plan.tile));
  w += p->groups * plan.quads * 16;
  for (int32_t g = 0; g < p->groups; ++g) {
    for (int32_t j = 0; j < p->lpool; j += plan.tile) {
      const int32_t left = p->lpool - j;
      const int32_t n = left < plan.tile ? left : plan.tile;
      const int32_t positions = ecg_conv1d_vector_fill(p, &plan, x, j, n, rows);
      for (int32_t c = 0; c < plan.outs; c += 4) {
        const ecg_quad_t quad = {ecg_conv1d_vector_count(&plan, c), offset + c,
                                 bias + c, mult + c, shift + c};
        ecg_conv1d_vector_quad(p, &plan, rows, w + c / 2 * plan.pair_bytes,
                               positions, quad.count, sums);
        ecg_requant_quad(&requant, sums, n, &quad, y + c * p->lpool + j);
      }
    }
    x += plan.channels * p->lin;
    y += plan.outs * p->lpool;
    w += plan.group_bytes;
    offset += 4 * plan.quads;
    bias += plan.outs;
    mult += plan.outs;
    shift += plan.outs;
  }
}

#endif // ECG_RT_CORTEX_M55_CONV1D_VECTOR_S8_H
