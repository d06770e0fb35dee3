// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// 1-D int8 convolution by packed products (dot_pairs.h): one of the two ways of
// conv1d_s8.h, which says when.
//
// A tile of the input becomes a row of pairs of positions an input channel,
// zero point removed, padding as zeros; with a stride, a row a channel and
// phase of it. The weights of one output channel become pairs of taps, and a
// block of three sums gives six neighbouring positions of it. The pool takes
// the maximum of int32 accumulators, of two neighbours before they are stored
// where its windows hold both or none.
#ifndef ECG_RT_CORTEX_M_CONV1D_PAIRS_S8_H
#define ECG_RT_CORTEX_M_CONV1D_PAIRS_S8_H

#include "conv1d_ahead.h"
#include "conv1d_pairs_proof.h"
#include "pairs_rows.h"
#include "requantize_row.h"

ECG_RT_INLINE size_t
ecg_conv1d_pairs_scratch_bytes(const ecg_conv1d_s8_params_t *p) {
  const ecg_conv1d_pairs_plan_t plan = ecg_conv1d_pairs_plan(p, ECG_PAIRS_EACH);
  return (size_t)ecg_conv1d_pairs_bytes(&plan, plan.blocks);
}

/// ecg_conv1d_output_ahead of a plan.
ECG_RT_INLINE int32_t ecg_conv1d_pairs_output_ahead(
    const ecg_conv1d_s8_params_t *p, const ecg_conv1d_pairs_plan_t *plan) {
  return ecg_conv1d_output_ahead(p, plan->tile,
                                 ecg_pairs_lead(plan->taps) * p->stride);
}

/// x[at] and x[at + step] as a pair, without the zero point; 0 for what is
/// outside [0, length).
ECG_RT_ALWAYS_INLINE int32_t ecg_pairs_at(const int8_t *x, int32_t length,
                                          int32_t at, int32_t step,
                                          int32_t zp) {
  const int32_t next = at + step;
  return ecg_pair(at >= 0 && at < length ? x[at] - zp : 0,
                  next >= 0 && next < length ? x[next] - zp : 0);
}

/// `words` such pairs, each 2 * step behind the one before.
ECG_RT_NOINLINE void ecg_pairs_fill(const int8_t *x, int32_t length, int32_t at,
                                    int32_t step, int32_t zp, int32_t words,
                                    int32_t *to) {
  const int32_t *const end = to + words;
  for (; to != end && at < 0; at += 2 * step)
    *to++ = ecg_pairs_at(x, length, at, step, zp);
  // Both inside.
  int32_t inside = (length - at + step - 1) / (2 * step);
  inside = inside < 0 ? 0 : inside > end - to ? (int32_t)(end - to) : inside;
  const uint32_t zps = (uint32_t)ecg_pair(zp, zp);
  const int8_t *from = x + at;
  at += 2 * step * inside;
  for (; inside >= 2; inside -= 2, to += 2, from += 4 * step) {
    to[0] = (int32_t)((uint32_t)ecg_pair(from[0], from[step]) - zps);
    to[1] = (int32_t)((uint32_t)ecg_pair(from[2 * step], from[3 * step]) - zps);
  }
  if (inside)
    *to++ = (int32_t)((uint32_t)ecg_pair(from[0], from[step]) - zps);
  for (; to != end; at += 2 * step)
    *to++ = ecg_pairs_at(x, length, at, step, zp);
}

/// Pair t of the same.
ECG_RT_ALWAYS_INLINE int32_t ecg_conv1d_pairs_weight(
    const ecg_conv1d_s8_params_t *p, const ecg_conv1d_pairs_plan_t *plan,
    const int8_t *w, int32_t phase, int32_t t) {
  const int32_t i = 2 * t - ecg_pairs_lead(plan->taps);
  return ecg_pair(ecg_conv1d_pairs_tap(p, w, phase, i + 1),
                  ecg_conv1d_pairs_tap(p, w, phase, i));
}

/// The filters of one output channel as pairs.
ECG_RT_ALWAYS_INLINE void
ecg_conv1d_pairs_weights(const ecg_conv1d_s8_params_t *p,
                         const ecg_conv1d_pairs_plan_t *plan, const int8_t *w,
                         int32_t *to) {
  for (int32_t c = 0; c < p->cin / p->groups; ++c, w += p->kernel)
    for (int32_t phase = 0; phase < p->stride; ++phase, to += plan->words) {
      to[0] = ecg_conv1d_pairs_weight(p, plan, w, phase, 0);
      to[1] = ecg_conv1d_pairs_weight(p, plan, w, phase, 1);
      if (plan->words > 2)
        to[2] = ecg_conv1d_pairs_weight(p, plan, w, phase, 2);
      if (plan->words > 3)
        to[3] = ecg_conv1d_pairs_weight(p, plan, w, phase, 3);
      if (plan->words > 4)
        to[4] = ecg_conv1d_pairs_weight(p, plan, w, phase, 4);
    }
}

/// What is left to do for a row of accumulators.
ECG_RT_ALWAYS_INLINE ecg_requant_row_t ecg_conv1d_pairs_requant(
    const ecg_conv1d_s8_params_t *p, const ecg_conv1d_pairs_plan_t *plan) {
  const ecg_requant_row_t row = {p->pool_kernel / plan->reduce,
                                 p->pool_stride / plan->reduce, p->out_zp,
                                 p->act_min, p->act_max};
  return row;
}

/// Chunks of all output channels, then weights as they came.
ECG_RT_INLINE size_t
ecg_conv1d_pairs_packed_bytes(const ecg_conv1d_s8_params_t *p) {
  return (size_t)p->cout * (size_t)(1 + p->cin / p->groups * p->kernel);
}

ECG_RT_INLINE void ecg_conv1d_pairs_pack(const ecg_conv1d_s8_params_t *p,
                                         const int8_t *w, int8_t *packed) {
  const ecg_conv1d_pairs_plan_t plan = ecg_conv1d_pairs_plan(p, ECG_PAIRS_EACH);
  const int32_t size = p->cin / p->groups * p->kernel;
  for (int32_t c = 0; c < p->cout; ++c) {
    const uint8_t chunk =
        (uint8_t)ecg_conv1d_pairs_chunk(p, &plan, w + c * size);
    memcpy(packed + c, &chunk, 1);
  }
  memcpy(packed + p->cout, w, (size_t)(p->cout * size));
}

/// Widens the input of outputs [j, j + n) of a group.
ECG_RT_ALWAYS_INLINE void
ecg_conv1d_pairs_fill(const ecg_conv1d_s8_params_t *p,
                      const ecg_conv1d_pairs_plan_t *plan, const int8_t *x,
                      int32_t j, int32_t pitch, int32_t *to) {
  const int32_t first =
      (j * p->pool_stride - ecg_pairs_lead(plan->taps)) * p->stride -
      p->pad_left;
  const int32_t step = ecg_conv1d_x_step(p);
  for (int32_t c = 0; c < p->cin / p->groups; ++c, x += ecg_conv1d_x_pitch(p))
    for (int32_t phase = 0; phase < p->stride; ++phase, to += pitch)
      ecg_pairs_fill(x, p->lin * step, (first + phase) * step, p->stride * step,
                     p->in_zp, pitch, to);
}

ECG_RT_SPECIALIZE void
ecg_conv1d_pairs(const ecg_conv1d_s8_params_t *p, const int8_t *x,
                 const int8_t *packed, const int32_t *bias, const int32_t *mult,
                 const int8_t *shift, int8_t *y, void *scratch) {
  const ecg_conv1d_pairs_plan_t plan = ecg_conv1d_pairs_plan(p, ECG_PAIRS_EACH);
  const int32_t outs = p->cout / p->groups;
  const int32_t size = p->cin / p->groups * p->kernel;
  const ecg_requant_row_t row = ecg_conv1d_pairs_requant(p, &plan);
  int32_t *const weights = (int32_t *)scratch;
  int32_t *const sums = weights + plan.rows * plan.words;
  int32_t *const tile = sums + 12 * plan.blocks;
  for (int32_t j = 0; j < p->lpool; j += plan.tile) {
    const int32_t left = p->lpool - j;
    const int32_t n = left < plan.tile ? left : plan.tile;
    const int32_t blocks = ecg_conv1d_pairs_blocks(p, n);
    const int32_t pitch = ecg_conv1d_pairs_pitch(&plan, blocks);
    for (int32_t o = 0; o < p->cout; ++o) {
      if (o % outs == 0)
        ecg_conv1d_pairs_fill(p, &plan,
                              x + o / outs * (p->cin / p->groups) * p->lin, j,
                              pitch, tile);
      const uint8_t chunk = (uint8_t)packed[o];
      const ecg_pairs_task_t task = {tile,   weights,          pitch, plan.rows,
                                     blocks, plan.reduce == 2, sums};
      ecg_conv1d_pairs_weights(p, &plan, packed + p->cout + o * size, weights);
      const int32_t chunks = ecg_conv1d_pairs_channel(&plan, chunk, &task);
      ecg_requant_row(&row, sums + 2 / plan.reduce, n,
                      bias[o] - chunks * ECG_PAIRS_START, mult[o], shift[o],
                      y + o * ecg_conv1d_y_pitch(p) + j * ecg_conv1d_y_step(p),
                      ecg_conv1d_y_step(p));
    }
  }
}

#endif // ECG_RT_CORTEX_M_CONV1D_PAIRS_S8_H
