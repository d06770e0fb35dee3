// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// conv1d_vector_s8.h with weights that are unpacked, four channels at a time,
// for each tile of the input. Tiles are larger, so that most weights are
// unpacked once.
#ifndef ECG_RT_CORTEX_M55_CONV1D_PACKED_VECTOR_S8_H
#define ECG_RT_CORTEX_M55_CONV1D_PACKED_VECTOR_S8_H

#include "conv1d_vector_s8.h"
#include "packed.h"
#include "unpack_s16.h"

ECG_RT_ALWAYS_INLINE ecg_conv1d_vector_plan_t
ecg_conv1d_packed_vector_plan(const ecg_conv1d_s8_params_t *p) {
  return ecg_conv1d_vector_plan_within(p, 2 * ECG_RT_VECTOR_TILE_BYTES);
}

/// Weights of a row.
ECG_RT_ALWAYS_INLINE int32_t
ecg_conv1d_packed_vector_row(const ecg_conv1d_s8_params_t *p) {
  return p->cin / p->groups * p->kernel;
}

/// What four channels need besides a tile: their weights as the kernel wants
/// them, and one row as int16, a whole number of words.
ECG_RT_ALWAYS_INLINE int32_t ecg_conv1d_packed_vector_bytes(
    const ecg_conv1d_s8_params_t *p, const ecg_conv1d_vector_plan_t *plan) {
  return 2 * plan->pair_bytes + (ecg_conv1d_packed_vector_row(p) + 1) / 2 * 4;
}

ECG_RT_INLINE size_t
ecg_conv1d_packed_vector_scratch_bytes(const ecg_conv1d_s8_params_t *p) {
  const ecg_conv1d_vector_plan_t plan = ecg_conv1d_packed_vector_plan(p);
  return (size_t)(ecg_conv1d_vector_tile_bytes(p, &plan, plan.tile) +
                  ecg_conv1d_packed_vector_bytes(p, &plan));
}

ECG_RT_INLINE size_t
ecg_conv1d_packed_vector_packed_bytes(const ecg_conv1d_s8_params_t *p) {
  return (size_t)p->cout * (size_t)ecg_conv1d_packed_vector_row(p);
}

/// Tap by tap, then channel by channel, as the rows of the tile lie.
ECG_RT_INLINE void
ecg_conv1d_packed_vector_pack(const ecg_conv1d_s8_params_t *p, const int8_t *w,
                              int8_t *packed) {
  const int32_t channels = p->cin / p->groups;
  for (int32_t c = 0; c < p->cout; ++c, w += channels * p->kernel)
    for (int32_t k = 0; k < p->kernel; ++k)
      for (int32_t i = 0; i < channels; ++i)
        *packed++ = w[i * p->kernel + k];
}

/// Puts n weights into vectors, every second one of `to`, zeros behind them;
/// returns their sum.
ECG_RT_ALWAYS_INLINE int32_t ecg_mve_place(const int16_t *row, int32_t n,
                                           int8_t *to) {
  int32_t sum = 0;
#if ECG_MVE
  for (; n >= ECG_MVE_BYTES; n -= ECG_MVE_BYTES, row += ECG_MVE_BYTES) {
    const int16x8_t low = vldrhq_s16(row), high = vldrhq_s16(row + 8);
    vstrbq_s16(to, low);
    vstrbq_s16(to + 8, high);
    sum = vaddvaq_s16(vaddvaq_s16(sum, low), high);
    to += 2 * ECG_MVE_BYTES;
  }
  if (n > 0) {
    const int16x8_t low = vldrhq_z_s16(row, vctp16q((uint32_t)n));
    const int16x8_t high =
        n > 8 ? vldrhq_z_s16(row + 8, vctp16q((uint32_t)(n - 8)))
              : vdupq_n_s16(0);
    vstrbq_s16(to, low);
    vstrbq_s16(to + 8, high);
    sum = vaddvaq_s16(vaddvaq_s16(sum, low), high);
  }
#else
  const int32_t bytes = ecg_mve_vectors(n) * ECG_MVE_BYTES;
  for (int32_t i = 0; i < bytes; ++i) {
    const int32_t v = i < n ? row[i] : 0;
    to[i / ECG_MVE_BYTES * 2 * ECG_MVE_BYTES + i % ECG_MVE_BYTES] = (int8_t)v;
    sum += v;
  }
#endif
  return sum;
}

/// The next row as one channel of a quad; returns what the zero point adds to
/// its sums.
ECG_RT_ALWAYS_INLINE int32_t ecg_conv1d_packed_vector_unpack(
    const ecg_conv1d_s8_params_t *p, const ecg_conv1d_vector_plan_t *plan,
    ecg_packed_rows_t *rows, int16_t *row, int8_t *to) {
  const int32_t size = ecg_conv1d_packed_vector_row(p);
  const int32_t piece = size / plan->segments;
  int32_t sum = 0;
  ecg_unpack_s16(rows, size, row);
  for (int32_t s = 0; s < plan->segments; ++s, row += piece)
    sum +=
        ecg_mve_place(row, piece, to + s * plan->vectors * 2 * ECG_MVE_BYTES);
  return -p->in_zp * sum;
}

ECG_RT_SPECIALIZE void
ecg_conv1d_packed_vector(const ecg_conv1d_packed_s8_params_t *p,
                         const int8_t *x, const uint8_t *w,
                         const uint8_t *codes, const uint8_t *bias,
                         const uint8_t *scale, int8_t *y, void *scratch) {
  const ecg_conv1d_vector_plan_t plan = ecg_conv1d_packed_vector_plan(p);
  const ecg_requant_quad_t requant = ecg_conv1d_vector_requant(p);
  int8_t *weights = (int8_t *)scratch;
  int16_t *row = (int16_t *)(void *)(weights + 2 * plan.pair_bytes);
  int32_t *sums =
      (int32_t *)(void *)(weights + ecg_conv1d_packed_vector_bytes(p, &plan));
  int8_t *rows =
      (int8_t *)(sums + 4 * ecg_conv1d_vector_positions(p, plan.tile));
  ecg_packed_rows_t next = ecg_packed_rows(w, codes, p->cout);
  for (int32_t g = 0; g < p->groups; ++g, x += plan.channels * p->lin) {
    const ecg_packed_rows_t first = next;
    for (int32_t j = 0; j < p->lpool; j += plan.tile) {
      const int32_t left = p->lpool - j;
      const int32_t n = left < plan.tile ? left : plan.tile;
      const int32_t positions = ecg_conv1d_vector_fill(p, &plan, x, j, n, rows);
      next = first;
      for (int32_t c = 0; c < plan.outs; c += 4) {
        const int32_t o = g * plan.outs + c;
        int32_t offset[4] = {0, 0, 0, 0}, biases[4], mult[4];
        int8_t shift[4];
        const ecg_quad_t quad = {ecg_conv1d_vector_count(&plan, c), offset,
                                 biases, mult, shift};
        for (int32_t h = 0; h < quad.count; ++h) {
          ecg_channel_t channel;
          ecg_packed_channel(bias, scale, o + h, &channel);
          biases[h] = channel.bias;
          mult[h] = channel.mult;
          shift[h] = channel.shift;
          offset[h] = ecg_conv1d_packed_vector_unpack(
              p, &plan, &next, row,
              weights + h / 2 * plan.pair_bytes + h % 2 * ECG_MVE_BYTES);
        }
        ecg_conv1d_vector_quad(p, &plan, rows, weights, positions, quad.count,
                               sums);
        ecg_requant_quad(&requant, sums, n, &quad, y + o * p->lpool + j);
      }
    }
  }
}

#endif // ECG_RT_CORTEX_M55_CONV1D_PACKED_VECTOR_S8_H
