// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The proof that a 1-D convolution may write over its input: from the order in
// which tiles are read and written. Runs in the compiler; cortex_m_ahead_test
// tries to break it.
//
// Tile by tile, all input of the tile is read into scratch before its outputs
// are stored. So before a tile is read, the outputs of those before it are in
// place, and nothing else is.
#ifndef ECG_RT_CORTEX_M_CONV1D_AHEAD_H
#define ECG_RT_CORTEX_M_CONV1D_AHEAD_H

#include "conv1d_layout.h"
#include "conv1d_pairs_plan.h"

/// Bytes by which y has to begin before x, for tiles of `tile` outputs, each of
/// which is read from `back` positions before its first window on.
ECG_RT_INLINE int32_t ecg_conv1d_output_ahead(const ecg_conv1d_s8_params_t *p,
                                              int32_t tile, int32_t back) {
  if (p->groups != 1)
    return ECG_RT_APART;
  if (tile >= p->lpool)
    return ECG_RT_ANYWHERE;
  if ((p->cin > 1 && !p->in_last) || (p->cout > 1 && !p->out_last))
    return ECG_RT_APART; // rows of all channels grow at the same time
  int32_t ahead = ECG_RT_ANYWHERE;
  for (int32_t j = tile; j < p->lpool; j += tile) {
    int32_t first = j * p->pool_stride * p->stride - p->pad_left - back;
    first = first < 0 ? 0 : first > p->lin ? p->lin : first;
    const int32_t needed = j * p->cout - first * p->cin;
    ahead = needed > ahead ? needed : ahead;
  }
  return ahead;
}

/// Bytes by which scratch of the plan has to begin before x: packed products
/// overwrite an input that is one tile while they spread it, word by word in
/// the order of ecg_conv1d_pairs_fill, and work in the rest of scratch when
/// that is done.
ECG_RT_INLINE int32_t ecg_conv1d_pairs_scratch_ahead(
    const ecg_conv1d_s8_params_t *p, const ecg_conv1d_pairs_plan_t *plan) {
  if (p->groups != 1 || plan->tile < p->lpool)
    return ECG_RT_APART;
  const int32_t pitch = ecg_conv1d_pairs_pitch(plan, plan->blocks);
  const int32_t first = -ecg_pairs_lead(plan->taps) * p->stride - p->pad_left;
  const int32_t none = p->cin * p->lin;
  // Backwards: the lowest byte of x that is read after a word was written.
  int32_t ahead = ECG_RT_ANYWHERE, lowest = none;
  for (int32_t r = plan->rows - 1; r >= 0; --r)
    for (int32_t k = pitch - 1; k >= 0; --k) {
      const int32_t end =
          ecg_conv1d_pairs_tile_at(plan) + 4 * (pitch * r + k + 1);
      if (lowest < none && end - lowest > ahead)
        ahead = end - lowest;
      for (int32_t h = 0; h < 2; ++h) {
        const int32_t at = first + r % p->stride + (2 * k + h) * p->stride;
        const int32_t byte =
            r / p->stride * ecg_conv1d_x_pitch(p) + at * ecg_conv1d_x_step(p);
        if (at >= 0 && at < p->lin && byte < lowest)
          lowest = byte;
      }
    }
  return ahead;
}

#endif // ECG_RT_CORTEX_M_CONV1D_AHEAD_H
