// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// How packed products (dot_pairs.h) compute a 1-D convolution: what is a row,
// tiles, and what it costs.
#ifndef ECG_RT_CORTEX_M_CONV1D_PAIRS_PLAN_H
#define ECG_RT_CORTEX_M_CONV1D_PAIRS_PLAN_H

#include "conv1d.h"
#include "dot_pairs.h"

/// Whether packed products can be taken.
ECG_RT_ALWAYS_INLINE int
ecg_conv1d_pairs_possible(const ecg_conv1d_s8_params_t *p) {
  const int32_t taps = (p->kernel + p->stride - 1) / p->stride;
  return p->dilation == 1 && taps > 2 && taps <= ECG_PAIRS_TAPS &&
         p->cin / p->groups * p->stride <= 256;
}

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

/// Where in it the tile begins.
ECG_RT_ALWAYS_INLINE int32_t
ecg_conv1d_pairs_tile_at(const ecg_conv1d_pairs_plan_t *plan) {
  return 4 * (plan->rows * plan->words + 12 * plan->blocks);
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
/// filter; of a block; `each` to make pairs of a weight.
ECG_RT_ALWAYS_INLINE int64_t
ecg_conv1d_pairs_cost(const ecg_conv1d_s8_params_t *p,
                      const ecg_conv1d_pairs_plan_t *plan, int32_t each) {
  const int64_t words = plan->words;
  const int64_t filter = 3 * words + (words + 3) / 2 + (words + 1) / 2 + 2;
  const int64_t weights = plan->rows * (each * plan->taps + 3) + 60;
  return (p->lpool + plan->tile - 1) / plan->tile *
         (plan->blocks * (plan->rows * filter + 60) + weights);
}

/// What weights in bytes take.
#define ECG_PAIRS_EACH 2

/// The usual tile, or a larger one where preparing weights for each tile costs
/// a tenth.
ECG_RT_ALWAYS_INLINE ecg_conv1d_pairs_plan_t
ecg_conv1d_pairs_plan(const ecg_conv1d_s8_params_t *p, int32_t each) {
  const ecg_conv1d_pairs_plan_t usual =
      ecg_conv1d_pairs_plan_within(p, ECG_RT_TILE_BYTES);
  const ecg_conv1d_pairs_plan_t large =
      ecg_conv1d_pairs_plan_within(p, ECG_RT_TILE_BYTES / 4 * 7);
  return 10 * ecg_conv1d_pairs_cost(p, &large, each) <
                 9 * ecg_conv1d_pairs_cost(p, &usual, each)
             ? large
             : usual;
}

#endif // ECG_RT_CORTEX_M_CONV1D_PAIRS_PLAN_H
