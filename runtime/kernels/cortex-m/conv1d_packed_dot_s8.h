// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// conv1d_dot_s8.h with weights that are unpacked to int16, two channels at a
// time, for each tile of the input: one of the two ways of conv1d_packed_s8.h.
// Where an input is not much larger than a tile, the tile grows so that weights
// are unpacked once.
#ifndef ECG_RT_CORTEX_M_CONV1D_PACKED_DOT_S8_H
#define ECG_RT_CORTEX_M_CONV1D_PACKED_DOT_S8_H

#include "conv1d_dot_s8.h"
#include "dot_s16.h"
#include "packed.h"
#include "unpack_s16.h"

/// Instructions to unpack a weight, about.
#define ECG_PACKED_DOT_EACH 3

ECG_RT_ALWAYS_INLINE ecg_conv1d_dot_plan_t
ecg_conv1d_packed_dot_plan(const ecg_conv1d_s8_params_t *p) {
  const ecg_conv1d_dot_plan_t whole =
      ecg_conv1d_dot_plan_within(p, ECG_RT_TILE_BYTES / 2 * 3);
  return whole.tile == p->lpool ? whole : ecg_conv1d_dot_plan(p);
}

/// Weights of an unpacked row, a whole number of words.
ECG_RT_ALWAYS_INLINE int32_t
ecg_conv1d_packed_dot_row(const ecg_conv1d_dot_plan_t *plan) {
  return 2 * plan->segments * plan->segment_words;
}

/// Weights of a stored row: one piece needs no zero behind it.
ECG_RT_ALWAYS_INLINE int32_t ecg_conv1d_packed_dot_stored(
    const ecg_conv1d_s8_params_t *p, const ecg_conv1d_dot_plan_t *plan) {
  return plan->segments == 1 ? p->kernel * plan->channels
                             : ecg_conv1d_packed_dot_row(plan);
}

/// Two unpacked rows and a tile.
ECG_RT_INLINE size_t
ecg_conv1d_packed_dot_scratch_bytes(const ecg_conv1d_s8_params_t *p) {
  const ecg_conv1d_dot_plan_t plan = ecg_conv1d_packed_dot_plan(p);
  return (size_t)ecg_conv1d_packed_dot_row(&plan) * 4 +
         ecg_conv1d_dot_tile_bytes(p, &plan);
}

ECG_RT_INLINE size_t
ecg_conv1d_packed_dot_packed_bytes(const ecg_conv1d_s8_params_t *p) {
  const ecg_conv1d_dot_plan_t plan = ecg_conv1d_packed_dot_plan(p);
  return (size_t)p->cout * (size_t)ecg_conv1d_packed_dot_stored(p, &plan);
}

/// Tap by tap, then channel by channel, as the rows of the tile lie; a zero
/// behind odd pieces.
ECG_RT_INLINE void ecg_conv1d_packed_dot_pack(const ecg_conv1d_s8_params_t *p,
                                              const int8_t *w, int8_t *packed) {
  const ecg_conv1d_dot_plan_t plan = ecg_conv1d_packed_dot_plan(p);
  const int32_t piece = plan.channels * p->kernel / plan.segments;
  const int32_t stored = ecg_conv1d_packed_dot_stored(p, &plan) / plan.segments;
  for (int32_t c = 0; c < p->cout; ++c, w += plan.channels * p->kernel)
    for (int32_t s = 0; s < plan.segments; ++s)
      for (int32_t e = 0; e < stored; ++e)
        *packed++ =
            e >= piece
                ? 0
                : w[e % plan.channels * p->kernel + s + e / plan.channels];
}

/// The accumulators, without bias, of two channels over the tile in rows.
ECG_RT_ALWAYS_INLINE void ecg_conv1d_packed_dot_pair(
    const ecg_conv1d_s8_params_t *p, const ecg_conv1d_dot_plan_t *plan,
    const int16_t *rows, const int16_t *w, int32_t blocks, int32_t *sums[2]) {
  const int32_t step = p->stride * plan->channels;
  int32_t *lo = sums[0], *hi = sums[1];
  for (; blocks > 0; --blocks, rows += 4 * step) {
    ecg_dot4_t sum = {0, 0, 0, 0, 0, 0, 0, 0};
    for (int32_t s = 0; s < plan->segments; ++s)
      ecg_dot4_s16(rows + s * plan->segment_step, step,
                   w + 2 * s * plan->segment_words,
                   ecg_conv1d_packed_dot_row(plan), plan->segment_words, &sum);
    lo = ecg_conv1d_dot_reduce(sum.lo0, sum.lo1, sum.lo2, sum.lo3, plan->reduce,
                               lo);
    hi = ecg_conv1d_dot_reduce(sum.hi0, sum.hi1, sum.hi2, sum.hi3, plan->reduce,
                               hi);
  }
}

ECG_RT_SPECIALIZE void
ecg_conv1d_packed_dot(const ecg_conv1d_packed_s8_params_t *p, const int8_t *x,
                      const uint8_t *w, const uint8_t *codes,
                      const uint8_t *bias, const uint8_t *scale, int8_t *y,
                      void *scratch) {
  const ecg_conv1d_dot_plan_t plan = ecg_conv1d_packed_dot_plan(p);
  const int32_t outs = p->cout / p->groups;
  const int32_t size = ecg_conv1d_packed_dot_row(&plan);
  const int32_t stored = ecg_conv1d_packed_dot_stored(p, &plan);
  int16_t *weights = (int16_t *)scratch;
  int32_t *sums[2];
  sums[0] = (int32_t *)scratch + size;
  sums[1] = sums[0] + ecg_conv1d_dot_sums(&plan);
  int16_t *rows = (int16_t *)(sums[1] + ecg_conv1d_dot_sums(&plan));
  const ecg_requant_row_t row = ecg_conv1d_dot_row(p, &plan);
  ecg_packed_rows_t next = ecg_packed_rows(w, codes, p->cout);
  memset(weights, 0, sizeof(*weights) * 2 * (size_t)size); // zeros behind rows
  for (int32_t g = 0; g < p->groups; ++g, x += plan.channels * p->lin) {
    const ecg_packed_rows_t first = next;
    for (int32_t j = 0; j < p->lpool; j += plan.tile) {
      const int32_t left = p->lpool - j;
      const int32_t n = left < plan.tile ? left : plan.tile;
      const int32_t blocks = ecg_conv1d_dot_fill(p, &plan, x, j, n, rows);
      next = first;
      for (int32_t c = 0; c < outs; c += 2) {
        const int32_t count = outs - c < 2 ? 1 : 2;
        for (int32_t h = 0; h < count; ++h)
          ecg_unpack_s16(&next, stored, weights + h * size);
        ecg_conv1d_packed_dot_pair(p, &plan, rows, weights, blocks, sums);
        for (int32_t h = 0; h < count; ++h) {
          const int32_t o = g * outs + c + h;
          ecg_channel_t channel;
          ecg_packed_channel(bias, scale, o, &channel);
          ecg_requant_row(
              &row, sums[h], n, channel.bias, channel.mult, channel.shift,
              y + o * ecg_conv1d_y_pitch(p) + j * ecg_conv1d_y_step(p),
              ecg_conv1d_y_step(p));
        }
      }
    }
  }
}

#endif // ECG_RT_CORTEX_M_CONV1D_PACKED_DOT_S8_H
