// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// One output channel of a convolution by packed products (dot_pairs.h): blocks
// of three sums along rows of pairs, in chunks where the proof asks for them.
#ifndef ECG_RT_CORTEX_M_PAIRS_ROWS_H
#define ECG_RT_CORTEX_M_PAIRS_ROWS_H

#include "conv1d_pairs_plan.h"

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

/// The sums of an output channel; returns its chunks.
ECG_RT_ALWAYS_INLINE int32_t
ecg_conv1d_pairs_channel(const ecg_conv1d_pairs_plan_t *plan, int32_t chunk,
                         const ecg_pairs_task_t *task) {
  if (chunk < plan->rows)
    return ecg_pairs_run_chunks(plan, chunk, *task);
  ecg_pairs_run(plan, task);
  return 1;
}

#endif // ECG_RT_CORTEX_M_PAIRS_ROWS_H
