// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// 1-D convolution on int16 with fused max-pool for the DSP instructions
// (contract: conv1d.h). A tile of the input lies in scratch with channels side
// by side, so that the window of a position is one vector (one a tap where it
// is dilated) and two positions of two channels are one turn of dot_wide.h.
// Groups of one output channel are ref's: their windows are short.
#ifndef ECG_RT_CORTEX_M_CONV1D_S16_H
#define ECG_RT_CORTEX_M_CONV1D_S16_H

#include "conv1d.h"
#include "conv1d_quantized.h"
#include "dot_wide.h"
#include "widen_s8.h"

typedef ecg_conv1d_s16_params_t ecg_conv1d_ref_s16_params_t;
typedef ecg_conv1d_s16_fn ecg_conv1d_ref_s16_fn;
typedef ecg_conv1d_s16_bytes_fn ecg_conv1d_ref_s16_bytes_fn;
typedef ecg_conv1d_s16_pack_fn ecg_conv1d_ref_s16_pack_fn;
#define ecg_clamp_ref_s16 ecg_clamp_s16
ECG_RT_DEFINE_CONV1D(ref_s16, int16_t, int64_t, ecg_requant_wide)
#undef ecg_clamp_ref_s16

static inline ecg_conv1d_s16_fn ecg_conv1d_s16;
static inline ecg_conv1d_s16_bytes_fn ecg_conv1d_s16_scratch_bytes;
static inline ecg_conv1d_s16_bytes_fn ecg_conv1d_s16_packed_bytes;
static inline ecg_conv1d_s16_pack_fn ecg_conv1d_s16_pack;

/// How a layer is cut up; the same for scratch, packing and running.
typedef struct ecg_conv1d_wide_plan {
  int32_t channels, outputs; ///< of a group
  int32_t runs, run;         ///< vectors of a window, and elements of one
  int32_t words;             ///< of one vector, a channel
  int32_t tile;              ///< pooled outputs at once
} ecg_conv1d_wide_plan_t;

/// Positions that `pooled` outputs take, and the rows of input those read.
ECG_RT_ALWAYS_INLINE int32_t
ecg_conv1d_wide_positions(const ecg_conv1d_s16_params_t *p, int32_t pooled) {
  return (pooled - 1) * p->pool_stride + p->pool_kernel;
}
ECG_RT_ALWAYS_INLINE int32_t
ecg_conv1d_wide_rows(const ecg_conv1d_s16_params_t *p, int32_t positions) {
  return (positions - 1) * p->stride + (p->kernel - 1) * p->dilation + 1;
}

/// Bytes of the sums and rows of a tile. The last word of a row may reach three
/// elements further, and positions are taken in twos.
ECG_RT_INLINE size_t ecg_conv1d_wide_bytes(const ecg_conv1d_s16_params_t *p,
                                           int32_t pooled) {
  const int32_t positions = ecg_conv1d_wide_positions(p, pooled);
  const size_t rows = (size_t)ecg_conv1d_wide_rows(p, positions);
  return sizeof(int64_t) * 2 * (size_t)positions +
         sizeof(int16_t) * (rows * (size_t)(p->cin / p->groups) + 4);
}

ECG_RT_INLINE ecg_conv1d_wide_plan_t
ecg_conv1d_wide_plan(const ecg_conv1d_s16_params_t *p) {
  ecg_conv1d_wide_plan_t plan;
  plan.channels = p->cin / p->groups;
  plan.outputs = p->cout / p->groups;
  plan.runs = p->dilation == 1 ? 1 : p->kernel;
  plan.run = p->dilation == 1 ? p->kernel * plan.channels : plan.channels;
  plan.words = ecg_wide_words(plan.run);
  plan.tile = p->lpool;
  while (plan.tile > 1 &&
         ecg_conv1d_wide_bytes(p, plan.tile) > ECG_RT_TILE_BYTES)
    plan.tile = (plan.tile + 1) / 2;
  return plan;
}

ECG_RT_ALWAYS_INLINE int
ecg_conv1d_wide_pays(const ecg_conv1d_s16_params_t *p) {
  return p->cout > p->groups;
}

ECG_RT_INLINE size_t
ecg_conv1d_s16_scratch_bytes(const ecg_conv1d_s16_params_t *p) {
  return ecg_conv1d_wide_pays(p)
             ? ecg_conv1d_wide_bytes(p, ecg_conv1d_wide_plan(p).tile)
             : 0;
}

ECG_RT_INLINE size_t
ecg_conv1d_s16_packed_bytes(const ecg_conv1d_s16_params_t *p) {
  const ecg_conv1d_wide_plan_t plan = ecg_conv1d_wide_plan(p);
  return ecg_conv1d_wide_pays(p)
             ? 8 * (size_t)p->groups * (size_t)((plan.outputs + 1) / 2) *
                   (size_t)(plan.runs * plan.words)
             : ecg_conv1d_ref_s16_packed_bytes(p);
}

/// Taps outside, channels inside: the order of rows.
ECG_RT_INLINE void ecg_conv1d_s16_pack(const ecg_conv1d_s16_params_t *p,
                                       const int8_t *w, int8_t *packed) {
  const ecg_conv1d_wide_plan_t plan = ecg_conv1d_wide_plan(p);
  const int32_t n = plan.channels * p->kernel;
  if (!ecg_conv1d_wide_pays(p)) {
    ecg_conv1d_ref_s16_pack(p, w, packed);
    return;
  }
  for (int32_t g = 0; g < p->groups; ++g, w += plan.outputs * n)
    for (int32_t o = 0; o < plan.outputs; o += 2)
      for (int32_t run = 0; run < plan.runs; ++run) {
        const int8_t *lo = w + o * n + run;
        packed = ecg_wide_pack(lo, o + 1 < plan.outputs ? lo + n : NULL,
                               plan.run, plan.channels, p->kernel, packed);
      }
}

/// to[r * channels + c] = x[c * length + first + r], 0 outside [0, length).
ECG_RT_NOINLINE void ecg_conv1d_wide_rows_of(const int16_t *x, int32_t channels,
                                             int32_t length, int32_t first,
                                             int32_t rows, int16_t *to) {
  const int32_t begin = ecg_limit(-first, rows);
  const int32_t end = ecg_limit(length - first, rows);
  memset(to, 0, sizeof(*to) * (size_t)(begin * channels));
  memset(to + end * channels, 0,
         sizeof(*to) * (size_t)((rows - end) * channels + 4));
  for (int32_t c = 0; c < channels; ++c, x += length) {
    int16_t *at = to + begin * channels + c;
    for (int32_t r = begin; r < end; ++r, at += channels)
      *at = x[first + r];
  }
}

/// The sums of a pair of channels at `count` positions, into two columns.
ECG_RT_INLINE void ecg_conv1d_wide_sums(const ecg_conv1d_s16_params_t *p,
                                        const ecg_conv1d_wide_plan_t *plan,
                                        const int16_t *rows, const int8_t *w,
                                        int32_t count, int64_t *lo,
                                        int64_t *hi) {
  const int32_t step = p->stride * plan->channels;
  for (int32_t q = 0; q < count; q += 2, rows += 2 * step) {
    const int32_t second = q + 1 < count;
    ecg_wide4_t sum = {0, 0, 0, 0};
    for (int32_t run = 0; run < plan->runs; ++run)
      ecg_dot_wide(rows + run * p->dilation * plan->channels, second ? step : 0,
                   w + 8 * run * plan->words, plan->words, &sum);
    lo[q] = sum.lo0;
    hi[q] = sum.hi0;
    lo[q + second] = sum.lo1;
    hi[q + second] = sum.hi1;
  }
}

/// @pool_on_accumulators, then requantized, of one channel.
ECG_RT_INLINE void ecg_conv1d_wide_finish(const ecg_conv1d_s16_params_t *p,
                                          const int64_t *sums, int32_t pooled,
                                          int32_t bias, int32_t mult,
                                          int32_t shift, int16_t *y) {
  for (int32_t j = 0; j < pooled; ++j, sums += p->pool_stride) {
    int64_t best = sums[0];
    for (int32_t k = 1; k < p->pool_kernel; ++k)
      best = sums[k] > best ? sums[k] : best;
    y[j] = ecg_clamp_s16(ecg_requant_wide(best + bias, mult, shift), p->act_min,
                         p->act_max);
  }
}

ECG_RT_INLINE void ecg_conv1d_wide(const ecg_conv1d_s16_params_t *p,
                                   const int16_t *x, const int8_t *w,
                                   const int32_t *bias, const int32_t *mult,
                                   const int8_t *shift, int16_t *y,
                                   void *scratch) {
  const ecg_conv1d_wide_plan_t plan = ecg_conv1d_wide_plan(p);
  const int32_t most = ecg_conv1d_wide_positions(p, plan.tile);
  const int32_t pair_bytes = 8 * plan.runs * plan.words;
  int64_t *lo = (int64_t *)scratch, *hi = lo + most;
  int16_t *rows = (int16_t *)(hi + most);
  for (int32_t g = 0; g < p->groups; ++g, x += plan.channels * p->lin)
    for (int32_t j = 0; j < p->lpool; j += plan.tile) {
      const int32_t left = p->lpool - j;
      const int32_t pooled = left < plan.tile ? left : plan.tile;
      const int32_t count = ecg_conv1d_wide_positions(p, pooled);
      const int32_t first = j * p->pool_stride * p->stride - p->pad_left;
      ecg_conv1d_wide_rows_of(x, plan.channels, p->lin, first,
                              ecg_conv1d_wide_rows(p, count), rows);
      const int8_t *pair = w + g * ((plan.outputs + 1) / 2) * pair_bytes;
      for (int32_t o = 0; o < plan.outputs; o += 2, pair += pair_bytes) {
        const int32_t c = g * plan.outputs + o;
        ecg_conv1d_wide_sums(p, &plan, rows, pair, count, lo, hi);
        ecg_conv1d_wide_finish(p, lo, pooled, bias[c], mult[c], shift[c],
                               y + c * p->lpool + j);
        if (o + 1 < plan.outputs)
          ecg_conv1d_wide_finish(p, hi, pooled, bias[c + 1], mult[c + 1],
                                 shift[c + 1], y + (c + 1) * p->lpool + j);
      }
    }
}

ECG_RT_SPECIALIZE void ecg_conv1d_s16(
    const ecg_conv1d_s16_params_t *p, const int16_t *ECG_RT_RESTRICT x,
    const int8_t *ECG_RT_RESTRICT w, const int32_t *ECG_RT_RESTRICT bias,
    const int32_t *ECG_RT_RESTRICT mult, const int8_t *ECG_RT_RESTRICT shift,
    int16_t *ECG_RT_RESTRICT y, void *scratch) {
  if (ecg_conv1d_wide_pays(p))
    ecg_conv1d_wide(p, x, w, bias, mult, shift, y, scratch);
  else
    ecg_conv1d_ref_s16(p, x, w, bias, mult, shift, y, scratch);
}

#endif // ECG_RT_CORTEX_M_CONV1D_S16_H
