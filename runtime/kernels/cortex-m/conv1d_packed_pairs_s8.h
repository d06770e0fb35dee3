// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// conv1d_pairs_s8.h with weights that are unpacked to int16, then made into
// pairs, a channel at a time: one of the two ways of conv1d_packed_s8.h. Rows
// may hold any values, so the proof that fields hold their sums is made from
// sums of weights that are taken on the way.
#ifndef ECG_RT_CORTEX_M_CONV1D_PACKED_PAIRS_S8_H
#define ECG_RT_CORTEX_M_CONV1D_PACKED_PAIRS_S8_H

#include "conv1d_pairs_s8.h"
#include "packed.h"
#include "unpack_s16.h"

/// Instructions to unpack a weight and make pairs of it, about.
#define ECG_PACKED_PAIRS_EACH 7

ECG_RT_ALWAYS_INLINE ecg_conv1d_pairs_plan_t
ecg_conv1d_packed_pairs_plan(const ecg_conv1d_s8_params_t *p) {
  return ecg_conv1d_pairs_plan(p, ECG_PACKED_PAIRS_EACH);
}

/// Whether all phases have as many taps, and sums of weights fit 16 bits:
/// 516 * 127 < 2^16.
ECG_RT_ALWAYS_INLINE int
ecg_conv1d_packed_pairs_possible(const ecg_conv1d_s8_params_t *p) {
  const int32_t words = ecg_pairs_words(p->kernel / p->stride);
  return p->kernel % p->stride == 0 &&
         p->cin / p->groups * p->stride * words <= 516;
}

/// Weights of a row.
ECG_RT_ALWAYS_INLINE int32_t
ecg_conv1d_packed_pairs_size(const ecg_conv1d_s8_params_t *p) {
  return p->cin / p->groups * p->kernel;
}

/// An unpacked row, and what weights in bytes take.
ECG_RT_INLINE size_t
ecg_conv1d_packed_pairs_scratch_bytes(const ecg_conv1d_s8_params_t *p) {
  const ecg_conv1d_pairs_plan_t plan = ecg_conv1d_packed_pairs_plan(p);
  return (size_t)ecg_conv1d_pairs_bytes(&plan, plan.blocks) +
         ecg_words(2 * (size_t)ecg_conv1d_packed_pairs_size(p));
}

ECG_RT_INLINE size_t
ecg_conv1d_packed_pairs_packed_bytes(const ecg_conv1d_s8_params_t *p) {
  return (size_t)p->cout * (size_t)ecg_conv1d_packed_pairs_size(p);
}

/// Channel by channel, phase by phase, tap by tap.
ECG_RT_INLINE void ecg_conv1d_packed_pairs_pack(const ecg_conv1d_s8_params_t *p,
                                                const int8_t *w,
                                                int8_t *packed) {
  const int32_t filters = p->cout * (p->cin / p->groups);
  for (int32_t f = 0; f < filters; ++f, w += p->kernel)
    for (int32_t phase = 0; phase < p->stride; ++phase)
      for (int32_t k = phase; k < p->kernel; k += p->stride)
        *packed++ = w[k];
}

/// Sums of weights; in the low halves of those that f2 sees, in the high ones
/// of those that f0 sees.
typedef struct ecg_pairs_weigh {
  uint32_t positive; ///< of the positive ones
  uint32_t negated;  ///< of all, negated
} ecg_pairs_weigh_t;

/// Whether a field of weights with these sums, of the positive and of the
/// magnitudes of the negative ones, stays within [-limit, limit).
ECG_RT_ALWAYS_INLINE int ecg_pairs_within(int32_t positive, int32_t negative,
                                          int32_t zp, int32_t limit) {
  const int32_t most = 127 - zp, least = 128 + zp;
  return positive * most + negative * least < limit &&
         positive * least + negative * most <= limit;
}

/// Whether the fields hold (dot_pairs.h).
ECG_RT_NOINLINE int ecg_pairs_hold(ecg_pairs_weigh_t sums, int32_t zp) {
  const int32_t p2 = (int32_t)(sums.positive & 0xFFFFu);
  const int32_t p0 = (int32_t)(sums.positive >> 16);
  const int32_t n2 = (p2 + (int32_t)(sums.negated & 0xFFFFu)) & 0xFFFF;
  const int32_t n0 = (p0 + (int32_t)(sums.negated >> 16)) & 0xFFFF;
  return ecg_pairs_within(p2, n2, zp, 1 << 19) &&
         ecg_pairs_within(p0, n0, zp, 1 << 21) &&
         ecg_pairs_within(p0 + p2, n0 + n2, zp, 1 << 21);
}

/// A weight word of two neighbouring taps, which are weighed.
ECG_RT_ALWAYS_INLINE int32_t ecg_pairs_of_taps(uint32_t taps,
                                               ecg_pairs_weigh_t *sums) {
  sums->positive += ecg_positive16(taps);
  sums->negated = ecg_ssub16(sums->negated, taps);
  return ecg_pair((int32_t)taps >> 16, (int32_t)taps);
}

/// Makes pairs of `rows` filters.
ECG_RT_ALWAYS_INLINE ecg_pairs_weigh_t
ecg_conv1d_packed_pairs_weights(const ecg_conv1d_pairs_plan_t *plan,
                                const int16_t *w, int32_t rows, int32_t *to) {
  const int32_t lead = ecg_pairs_lead(plan->taps);
  ecg_pairs_weigh_t sums = {0, 0};
  for (; rows > 0; --rows, w += plan->taps, to += plan->words) {
    const int16_t *const next = w - lead;
    to[0] = ecg_pairs_of_taps(lead ? (uint32_t)w[0] << 16 : ecg_load_word(w),
                              &sums);
    to[1] = ecg_pairs_of_taps(ecg_load_word(next + 2), &sums);
    if (plan->words > 2)
      to[2] = ecg_pairs_of_taps(ecg_load_word(next + 4), &sums);
    if (plan->words > 3)
      to[3] = ecg_pairs_of_taps(ecg_load_word(next + 6), &sums);
    if (plan->words > 4)
      to[4] = ecg_pairs_of_taps(ecg_load_word(next + 8), &sums);
  }
  return sums;
}

/// Makes pairs of all filters of a channel; returns after how many sums have to
/// be taken apart: all, or as few parts of one size as all fit.
ECG_RT_SPECIALIZE int32_t ecg_conv1d_packed_pairs_chunk(
    const ecg_conv1d_s8_params_t *p, const ecg_conv1d_pairs_plan_t *plan,
    const int16_t *w, int32_t *to) {
  const int32_t steps = plan->rows / plan->by;
  for (int32_t parts = 1;; ++parts) {
    const int32_t n = (steps + parts - 1) / parts * plan->by;
    int fit = 1;
    for (int32_t r = 0; r < plan->rows; r += n) {
      const int32_t left = plan->rows - r;
      const ecg_pairs_weigh_t sums = ecg_conv1d_packed_pairs_weights(
          plan, w + r * plan->taps, left < n ? left : n, to + r * plan->words);
      fit = fit && ecg_pairs_hold(sums, p->in_zp);
    }
    if (fit || n == plan->by)
      return n;
  }
}

ECG_RT_SPECIALIZE void
ecg_conv1d_packed_pairs(const ecg_conv1d_s8_params_t *p, const int8_t *x,
                        const uint8_t *w, const uint8_t *codes,
                        const uint8_t *bias, const uint8_t *scale, int8_t *y,
                        void *scratch) {
  const ecg_conv1d_pairs_plan_t plan = ecg_conv1d_packed_pairs_plan(p);
  const int32_t ins = p->cin / p->groups, outs = p->cout / p->groups;
  const ecg_requant_row_t row = ecg_conv1d_pairs_requant(p, &plan);
  int32_t *const weights = (int32_t *)scratch;
  int32_t *const sums = weights + plan.rows * plan.words;
  int32_t *const tile = sums + 12 * plan.blocks;
  int16_t *const unpacked =
      (int16_t *)(tile +
                  plan.rows * ecg_conv1d_pairs_pitch(&plan, plan.blocks));
  for (int32_t j = 0; j < p->lpool; j += plan.tile) {
    const int32_t left = p->lpool - j;
    const int32_t n = left < plan.tile ? left : plan.tile;
    const int32_t blocks = ecg_conv1d_pairs_blocks(p, n);
    const int32_t pitch = ecg_conv1d_pairs_pitch(&plan, blocks);
    const ecg_pairs_task_t task = {tile,   weights,          pitch, plan.rows,
                                   blocks, plan.reduce == 2, sums};
    ecg_packed_rows_t next = ecg_packed_rows(w, codes, p->cout);
    for (int32_t o = 0; o < p->cout; ++o) {
      if (o % outs == 0)
        ecg_conv1d_pairs_fill(p, &plan, x + o / outs * ins * p->lin, j, pitch,
                              tile);
      ecg_channel_t channel;
      ecg_packed_channel(bias, scale, o, &channel);
      ecg_unpack_s16(&next, ecg_conv1d_packed_pairs_size(p), unpacked);
      const int32_t chunk =
          ecg_conv1d_packed_pairs_chunk(p, &plan, unpacked, weights);
      const int32_t chunks = ecg_conv1d_pairs_channel(&plan, chunk, &task);
      ecg_requant_row(&row, sums + 2 / plan.reduce, n,
                      channel.bias - chunks * ECG_PAIRS_START, channel.mult,
                      channel.shift,
                      y + o * ecg_conv1d_y_pitch(p) + j * ecg_conv1d_y_step(p),
                      ecg_conv1d_y_step(p));
    }
  }
}

#endif // ECG_RT_CORTEX_M_CONV1D_PACKED_PAIRS_S8_H
