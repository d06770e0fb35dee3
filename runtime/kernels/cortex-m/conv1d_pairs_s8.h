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

#include "conv1d.h"
#include "dot_pairs.h"
#include "requantize_row.h"

/// What follows from the parameters. All of it folds into constants.
typedef struct ecg_conv1d_pairs_plan {
  int32_t taps;   ///< of a phase
  int32_t words;  ///< pairs of them
  int32_t rows;   ///< channels of a group, times phases
  int32_t by;     ///< rows multiplied at a time: 1, 2 or 4
  int32_t reduce; ///< neighbours pooled in registers: 1 or 2
  int32_t tile;   ///< outputs of a tile
  int32_t blocks; ///< blocks of six positions of it
} ecg_conv1d_pairs_plan_t;

/// Blocks that give `outputs` outputs: pairs of positions, and the sum after
/// the last.
ECG_RT_ALWAYS_INLINE int32_t
ecg_conv1d_pairs_blocks(const ecg_conv1d_s8_params_t *p, int32_t outputs) {
  const int32_t positions = (outputs - 1) * p->pool_stride + p->pool_kernel;
  return ((positions + 1) / 2 + 1 + 2) / 3;
}

/// Words of a row of pairs that `blocks` blocks read.
ECG_RT_ALWAYS_INLINE int32_t
ecg_conv1d_pairs_pitch(const ecg_conv1d_pairs_plan_t *plan, int32_t blocks) {
  return 3 * blocks + plan->words - 1;
}

/// Bytes of scratch: the weights of a channel, its sums, those of a chunk, and
/// a tile.
ECG_RT_ALWAYS_INLINE int32_t
ecg_conv1d_pairs_bytes(const ecg_conv1d_pairs_plan_t *plan, int32_t blocks) {
  return 4 * (plan->rows * plan->words + 12 * blocks +
              plan->rows * ecg_conv1d_pairs_pitch(plan, blocks));
}

/// The plan whose tile aims to stay within so many bytes.
ECG_RT_ALWAYS_INLINE ecg_conv1d_pairs_plan_t
ecg_conv1d_pairs_plan_within(const ecg_conv1d_s8_params_t *p, int32_t bytes) {
  ecg_conv1d_pairs_plan_t plan;
  plan.taps = (p->kernel + p->stride - 1) / p->stride;
  plan.words = ecg_pairs_words(plan.taps);
  plan.rows = p->cin / p->groups * p->stride;
  plan.by = plan.rows % 4 == 0 ? 4 : plan.rows % 2 == 0 ? 2 : 1;
  plan.reduce = (p->pool_kernel | p->pool_stride) % 2 == 0 ? 2 : 1;
  // As many blocks as fit; at least what one output needs. Then as few outputs
  // as make the same number of tiles.
  const int32_t none = ecg_conv1d_pairs_bytes(&plan, 0);
  const int32_t blocks =
      (bytes - none) / (ecg_conv1d_pairs_bytes(&plan, 1) - none);
  int32_t tile = (6 * blocks - 2 - p->pool_kernel) / p->pool_stride + 1;
  tile = tile < 1 ? 1 : tile > p->lpool ? p->lpool : tile;
  const int32_t tiles = (p->lpool + tile - 1) / tile;
  plan.tile = (p->lpool + tiles - 1) / tiles;
  plan.blocks = ecg_conv1d_pairs_blocks(p, plan.tile);
  return plan;
}

/// Instructions of one output channel, about: SMLAL, loads and two more a
/// filter; of a block; of widening a weight.
ECG_RT_ALWAYS_INLINE int64_t ecg_conv1d_pairs_cost(
    const ecg_conv1d_s8_params_t *p, const ecg_conv1d_pairs_plan_t *plan) {
  const int64_t words = plan->words;
  const int64_t filter = 3 * words + (words + 3) / 2 + (words + 1) / 2 + 2;
  const int64_t weights = plan->rows * (2 * plan->taps + 3) + 60;
  return (p->lpool + plan->tile - 1) / plan->tile *
         (plan->blocks * (plan->rows * filter + 60) + weights);
}

/// The usual tile, or a larger one where weights widened for each tile cost a
/// tenth.
ECG_RT_ALWAYS_INLINE ecg_conv1d_pairs_plan_t
ecg_conv1d_pairs_plan(const ecg_conv1d_s8_params_t *p) {
  const ecg_conv1d_pairs_plan_t usual =
      ecg_conv1d_pairs_plan_within(p, ECG_RT_TILE_BYTES);
  const ecg_conv1d_pairs_plan_t large =
      ecg_conv1d_pairs_plan_within(p, ECG_RT_TILE_BYTES / 4 * 7);
  return 10 * ecg_conv1d_pairs_cost(p, &large) <
                 9 * ecg_conv1d_pairs_cost(p, &usual)
             ? large
             : usual;
}

ECG_RT_INLINE size_t
ecg_conv1d_pairs_scratch_bytes(const ecg_conv1d_s8_params_t *p) {
  const ecg_conv1d_pairs_plan_t plan = ecg_conv1d_pairs_plan(p);
  return (size_t)ecg_conv1d_pairs_bytes(&plan, plan.blocks);
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

/// Tap `i` of phase `phase` of a filter; 0 before the first and behind the
/// last.
ECG_RT_ALWAYS_INLINE int32_t
ecg_conv1d_pairs_tap(const ecg_conv1d_s8_params_t *p, const int8_t *w,
                     int32_t phase, int32_t i) {
  const int32_t k = p->stride * i + phase;
  if (i < 0 || (p->kernel % p->stride != 0 && k >= p->kernel))
    return 0;
  return w[k];
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

/// Largest and smallest sums of the fields of some filters.
typedef struct ecg_pairs_range {
  int32_t low[3], high[3];
} ecg_pairs_range_t;

ECG_RT_INLINE void ecg_pairs_extend(ecg_pairs_range_t *range, int32_t field,
                                    int32_t w, int32_t zp) {
  const int32_t least = w * (-128 - zp), most = w * (127 - zp);
  range->low[field] += w > 0 ? least : most;
  range->high[field] += w > 0 ? most : least;
}

/// Whether the fields of filters of rows [first, end) hold their sums, whatever
/// the input is.
ECG_RT_INLINE int ecg_conv1d_pairs_fit(const ecg_conv1d_s8_params_t *p,
                                       const ecg_conv1d_pairs_plan_t *plan,
                                       const int8_t *w, int32_t first,
                                       int32_t end) {
  const int32_t lead = ecg_pairs_lead(plan->taps);
  ecg_pairs_range_t range = {{0, 0, 0}, {0, 0, 0}};
  for (int32_t r = first; r < end; ++r)
    for (int32_t i = 0; i < plan->taps; ++i) {
      const int32_t tap = ecg_conv1d_pairs_tap(p, w + r / p->stride * p->kernel,
                                               r % p->stride, i);
      // Odd places are the low halves of words.
      ecg_pairs_extend(&range, (i + lead) % 2 == 1 ? 0 : 2, tap, p->in_zp);
      ecg_pairs_extend(&range, 1, tap, p->in_zp);
    }
  const int32_t wide = 1 << 21, narrow = 1 << 19;
  return range.low[0] >= -wide && range.high[0] < wide &&
         range.low[1] >= -wide && range.high[1] < wide &&
         range.low[2] >= -narrow && range.high[2] < narrow;
}

/// The most rows after which the sums of an output channel have to be taken
/// apart, at most 255: all, or as few parts of one size as all fit. The size is
/// a multiple of plan->by, which always does (dot_pairs.h).
ECG_RT_INLINE int32_t
ecg_conv1d_pairs_chunk(const ecg_conv1d_s8_params_t *p,
                       const ecg_conv1d_pairs_plan_t *plan, const int8_t *w) {
  const int32_t steps = plan->rows / plan->by;
  for (int32_t parts = 1; parts < steps; ++parts) {
    const int32_t n = (steps + parts - 1) / parts * plan->by;
    int fit = n < 256;
    for (int32_t r = 0; r < plan->rows && fit; r += n)
      fit = ecg_conv1d_pairs_fit(p, plan, w, r,
                                 r + n < plan->rows ? r + n : plan->rows);
    if (fit)
      return n;
  }
  return plan->by;
}

/// Rows of one output channel over a tile.
typedef struct ecg_pairs_task {
  const int32_t *x, *w;
  int32_t pitch, rows, blocks;
  int32_t pool; ///< 1: the larger of two neighbours is stored
  int32_t *to;  ///< the first pair of positions is before the tile
} ecg_pairs_task_t;

ECG_RT_ALWAYS_INLINE int32_t ecg_pairs_larger(int32_t a, int32_t b) {
  return a > b ? a : b;
}

/// Six outputs; returns where the next go.
ECG_RT_ALWAYS_INLINE int32_t *ecg_pairs_store(int32_t pool, int32_t even,
                                              int32_t odd,
                                              const ecg_pairs_out_t *out,
                                              int32_t *to) {
  if (pool) {
    to[0] = ecg_pairs_larger(even, odd);
    to[1] = ecg_pairs_larger(out->v1, out->v2);
    to[2] = ecg_pairs_larger(out->v3, out->v4);
    return to + 3;
  }
  to[0] = even;
  to[1] = odd;
  to[2] = out->v1;
  to[3] = out->v2;
  to[4] = out->v3;
  to[5] = out->v4;
  return to + 6;
}

/// `by` filters at a time, which divides their number.
ECG_RT_ALWAYS_INLINE void ecg_pairs_row(int32_t words, int32_t by,
                                        const ecg_pairs_task_t *task) {
  const ecg_pairs_task_t k = *task;
  const int32_t *const w_end = k.w + k.rows * words;
  const int32_t *const x_end = k.x + 3 * k.blocks;
  const int32_t step = k.pitch - words - 2;
  int32_t even = 0, odd = 0, *to = k.to;
  for (const int32_t *x = k.x; x != x_end; x += 3) {
    const ecg_pairs3_t sums = ecg_pairs_sum(words, by, x, step, k.w, w_end);
    const ecg_pairs_out_t out = ecg_pairs_split(&sums);
    to = ecg_pairs_store(k.pool, even, odd + out.v0, &out, to);
    even = out.v5;
    odd = out.v6;
  }
}

// Shared by all layers of as many words.
#define ECG_PAIRS_ROW(words, by)                                               \
  ECG_RT_NOINLINE void ecg_pairs_row##words##by(const ecg_pairs_task_t *t) {   \
    ecg_pairs_row(words, by, t);                                               \
  }
ECG_PAIRS_ROW(2, 1)
ECG_PAIRS_ROW(2, 2)
ECG_PAIRS_ROW(2, 4)
ECG_PAIRS_ROW(3, 1)
ECG_PAIRS_ROW(3, 2)
ECG_PAIRS_ROW(3, 4)
ECG_PAIRS_ROW(4, 1)
ECG_PAIRS_ROW(4, 2)
ECG_PAIRS_ROW(4, 4)
ECG_PAIRS_ROW(5, 1)
ECG_PAIRS_ROW(5, 2)
ECG_PAIRS_ROW(5, 4)

#define ECG_PAIRS_RUN(words)                                                   \
  do {                                                                         \
    if (plan->by == 4)                                                         \
      ecg_pairs_row##words##4(task);                                           \
    else if (plan->by == 2)                                                    \
      ecg_pairs_row##words##2(task);                                           \
    else                                                                       \
      ecg_pairs_row##words##1(task);                                           \
  } while (0)

ECG_RT_ALWAYS_INLINE void ecg_pairs_run(const ecg_conv1d_pairs_plan_t *plan,
                                        const ecg_pairs_task_t *task) {
  if (plan->words == 2)
    ECG_PAIRS_RUN(2);
  else if (plan->words == 3)
    ECG_PAIRS_RUN(3);
  else if (plan->words == 4)
    ECG_PAIRS_RUN(4);
  else
    ECG_PAIRS_RUN(5);
}

/// to[i] += more[i].
ECG_RT_NOINLINE void ecg_pairs_add(int32_t *to, const int32_t *more,
                                   int32_t n) {
  for (const int32_t *const end = to + n; to != end; ++to)
    *to += *more++;
}

/// to[i] becomes the larger of the i-th two.
ECG_RT_NOINLINE void ecg_pairs_pool(int32_t *to, int32_t n) {
  const int32_t *from = to;
  for (const int32_t *const end = to + n; to != end; ++to, from += 2)
    *to = ecg_pairs_larger(from[0], from[1]);
}

/// A channel that takes several chunks, which are added behind the sums of the
/// first, and the pool after them. Returns how many.
ECG_RT_ALWAYS_INLINE int32_t ecg_pairs_run_chunks(
    const ecg_conv1d_pairs_plan_t *plan, int32_t chunk, ecg_pairs_task_t task) {
  int32_t count = 0, *const sums = task.to;
  const int32_t n = 6 * task.blocks;
  task.pool = 0;
  for (int32_t left = plan->rows; left > 0; left -= chunk, ++count) {
    task.rows = left < chunk ? left : chunk;
    task.to = count ? sums + n : sums;
    ecg_pairs_run(plan, &task);
    if (count)
      ecg_pairs_add(sums, task.to, n);
    task.x += chunk * task.pitch;
    task.w += chunk * plan->words;
  }
  if (plan->reduce == 2)
    ecg_pairs_pool(sums, n / 2);
  return count;
}

/// Chunks of all output channels, then weights as they came.
ECG_RT_INLINE size_t
ecg_conv1d_pairs_packed_bytes(const ecg_conv1d_s8_params_t *p) {
  return (size_t)p->cout * (size_t)(1 + p->cin / p->groups * p->kernel);
}

ECG_RT_INLINE void ecg_conv1d_pairs_pack(const ecg_conv1d_s8_params_t *p,
                                         const int8_t *w, int8_t *packed) {
  const ecg_conv1d_pairs_plan_t plan = ecg_conv1d_pairs_plan(p);
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
  for (int32_t c = 0; c < p->cin / p->groups; ++c, x += p->lin)
    for (int32_t phase = 0; phase < p->stride; ++phase, to += pitch)
      ecg_pairs_fill(x, p->lin, first + phase, p->stride, p->in_zp, pitch, to);
}

ECG_RT_SPECIALIZE void
ecg_conv1d_pairs(const ecg_conv1d_s8_params_t *p, const int8_t *x,
                 const int8_t *packed, const int32_t *bias, const int32_t *mult,
                 const int8_t *shift, int8_t *y, void *scratch) {
  const ecg_conv1d_pairs_plan_t plan = ecg_conv1d_pairs_plan(p);
  const int32_t outs = p->cout / p->groups;
  const int32_t size = p->cin / p->groups * p->kernel;
  const ecg_requant_row_t row = {p->pool_kernel / plan.reduce,
                                 p->pool_stride / plan.reduce, p->out_zp,
                                 p->act_min, p->act_max};
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
      int32_t chunks = 1;
      if (chunk >= plan.rows)
        ecg_pairs_run(&plan, &task);
      else
        chunks = ecg_pairs_run_chunks(&plan, chunk, task);
      ecg_requant_row(&row, sums + 2 / plan.reduce, n,
                      bias[o] - chunks * ECG_PAIRS_START, mult[o], shift[o],
                      y + o * p->lpool + j);
    }
  }
}

#endif // ECG_RT_CORTEX_M_CONV1D_PAIRS_S8_H
