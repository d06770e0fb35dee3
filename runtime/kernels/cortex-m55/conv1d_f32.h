// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// 1-D float convolution with fused max-pool for Helium (contract: conv1d.h):
// vectors of four positions of up to six channels (taps_f32.h). Sums of a few
// vectors wait on the stack for their pool; those that the next outputs share
// are kept.
#ifndef ECG_RT_CORTEX_M55_CONV1D_F32_H
#define ECG_RT_CORTEX_M55_CONV1D_F32_H

#include "clamp.h"
#include "clamp_vector_f32.h"
#include "taps_f32.h"

static inline ecg_conv1d_f32_fn ecg_conv1d_f32;
static inline ecg_conv1d_f32_bytes_fn ecg_conv1d_f32_packed_bytes;
static inline ecg_conv1d_f32_pack_fn ecg_conv1d_f32_pack;

/// Sums of a channel that can wait.
#define ECG_CONV1D_F32_WAITING 24

/// Channels of the block that starts at output channel `c` of a group.
ECG_RT_ALWAYS_INLINE int32_t
ecg_conv1d_f32_channels(const ecg_conv1d_f32_params_t *p, int32_t c) {
  const int32_t left = p->cout / p->groups - c;
  return left == 8 || left == 4 || left == 5 ? 4
         : left >= ECG_TAPS_CHANNELS         ? ECG_TAPS_CHANNELS
         : left >= 2                         ? 2
                                             : 1;
}

ECG_RT_INLINE size_t
ecg_conv1d_f32_packed_bytes(const ecg_conv1d_f32_params_t *p) {
  return sizeof(float) * (size_t)p->cout * (size_t)(p->cin / p->groups) *
         (size_t)p->kernel;
}

/// [group][block][input channel][tap][channel of the block].
ECG_RT_INLINE void ecg_conv1d_f32_pack(const ecg_conv1d_f32_params_t *p,
                                       const float *w, float *packed) {
  const int32_t outs = p->cout / p->groups;
  const int32_t size = p->cin / p->groups * p->kernel;
  for (int32_t g = 0; g < p->groups; ++g, w += outs * size)
    for (int32_t b = 0, n; b < outs; b += n) {
      n = ecg_conv1d_f32_channels(p, b);
      for (int32_t e = 0; e < size; ++e)
        for (int32_t c = 0; c < n; ++c)
          *packed++ = w[(b + c) * size + e];
    }
}

#if ECG_MVE_FLOAT

/// y[j] = clamp(max of the sums of window j) for j in [0, n).
ECG_RT_ALWAYS_INLINE void ecg_conv1d_f32_pool(const ecg_conv1d_f32_params_t *p,
                                              const float *sums, int32_t n,
                                              float *y) {
  const uint32x4_t places =
      vmulq_n_u32(vidupq_n_u32(0, 1), (uint32_t)p->pool_stride);
  for (; n >= 4; n -= 4, y += 4, sums += 4 * p->pool_stride) {
    float32x4_t v = vldrwq_gather_shifted_offset_f32(sums, places);
#pragma GCC unroll 8
    for (int32_t k = 1; k < p->pool_kernel; ++k)
      v = vmaxnmq_f32(v, vldrwq_gather_shifted_offset_f32(sums + k, places));
    vstrwq_f32(y, ecg_mve_clamp_f32(v, p->act_min, p->act_max));
  }
  for (; n > 0; --n, sums += p->pool_stride) {
    float best = sums[0];
    for (int32_t k = 1; k < p->pool_kernel; ++k)
      best = sums[k] > best ? sums[k] : best;
    *y++ = ecg_clamp_f32(best, p->act_min, p->act_max);
  }
}

#else

ECG_RT_INLINE void ecg_conv1d_f32_pool(const ecg_conv1d_f32_params_t *p,
                                       const float *sums, int32_t n, float *y) {
  for (; n > 0; --n, sums += p->pool_stride) {
    float best = sums[0];
    for (int32_t k = 1; k < p->pool_kernel; ++k)
      best = sums[k] > best ? sums[k] : best;
    *y++ = ecg_clamp_f32(best, p->act_min, p->act_max);
  }
}

#endif

/// row[i] = row[by + i] for i in [0, n), and perhaps up to three more.
ECG_RT_ALWAYS_INLINE void ecg_conv1d_f32_keep(float *row, int32_t by,
                                              int32_t n) {
#if ECG_MVE_FLOAT
  for (int32_t i = 0; i < n; i += 4)
    vstrwq_f32(row + i, vldrwq_f32(row + by + i));
#else
  for (int32_t i = 0; i < n; ++i)
    row[i] = row[by + i];
#endif
}

/// A block of `channels` channels, outputs of up to `tile` at a time.
ECG_RT_ALWAYS_INLINE void ecg_conv1d_f32_block(const ecg_conv1d_f32_params_t *p,
                                               const float *x, const float *w,
                                               const float *bias,
                                               int32_t channels, int32_t tile,
                                               float *y) {
  // Moving sums reads up to three behind the last.
  float sums[ECG_TAPS_CHANNELS * ECG_CONV1D_F32_WAITING + 3];
  int32_t have = 0; // sums from position j * pool_stride on
  for (int32_t j = 0; j < p->lpool; j += tile) {
    const int32_t left = p->lpool - j, n = left < tile ? left : tile;
    for (; have < (n - 1) * p->pool_stride + p->pool_kernel; have += 4)
      ecg_taps(p, x, w, bias, channels,
               (j * p->pool_stride + have) * p->stride - p->pad_left,
               ECG_CONV1D_F32_WAITING, sums + have);
    const int32_t used = tile * p->pool_stride;
    for (int32_t c = 0; c < channels; ++c) {
      float *row = sums + c * ECG_CONV1D_F32_WAITING;
      ecg_conv1d_f32_pool(p, row, n, y + c * p->lpool + j);
      ecg_conv1d_f32_keep(row, used, have - used);
    }
    have = have > used ? have - used : 0;
  }
}

/// The same for windows of the pool that cannot wait: each is gone through by
/// itself.
ECG_RT_ALWAYS_INLINE void ecg_conv1d_f32_wide(const ecg_conv1d_f32_params_t *p,
                                              const float *x, const float *w,
                                              const float *bias,
                                              int32_t channels, float *y) {
  float sums[ECG_TAPS_CHANNELS * 4];
  for (int32_t j = 0; j < p->lpool; ++j)
    for (int32_t k = 0; k < p->pool_kernel; k += 4) {
      const int32_t left = p->pool_kernel - k, n = left < 4 ? left : 4;
      ecg_taps(p, x, w, bias, channels,
               (j * p->pool_stride + k) * p->stride - p->pad_left, 4, sums);
      for (int32_t c = 0; c < channels; ++c)
        for (int32_t i = 0; i < n; ++i) {
          const float v =
              ecg_clamp_f32(sums[4 * c + i], p->act_min, p->act_max);
          float *best = y + c * p->lpool + j;
          *best = k + i == 0 || v > *best ? v : *best;
        }
    }
}

/// All positions of a block, whose number of channels is a constant.
ECG_RT_ALWAYS_INLINE void ecg_conv1d_f32_rows(const ecg_conv1d_f32_params_t *p,
                                              const float *x, const float *w,
                                              const float *bias,
                                              int32_t channels, float *y) {
  // A vector may end three positions past what is needed.
  const int32_t spare = ECG_CONV1D_F32_WAITING - 3 - p->pool_kernel;
  const int32_t fit = spare / p->pool_stride + 1;
  if (spare < 0)
    ecg_conv1d_f32_wide(p, x, w, bias, channels, y);
  else
    ecg_conv1d_f32_block(p, x, w, bias, channels, fit < 4 ? fit : fit / 4 * 4,
                         y);
}

ECG_RT_SPECIALIZE void ecg_conv1d_f32(const ecg_conv1d_f32_params_t *p,
                                      const float *ECG_RT_RESTRICT x,
                                      const float *ECG_RT_RESTRICT w,
                                      const float *ECG_RT_RESTRICT bias,
                                      float *ECG_RT_RESTRICT y) {
  const int32_t ins = p->cin / p->groups, outs = p->cout / p->groups;
  for (int32_t g = 0; g < p->groups; ++g, x += ins * p->lin)
    for (int32_t c = 0, n; c < outs; c += n) {
      n = ecg_conv1d_f32_channels(p, c);
      if (n == 6 && outs >= 6)
        ecg_conv1d_f32_rows(p, x, w, bias, 6, y);
      else if (n == 4 && outs >= 4)
        ecg_conv1d_f32_rows(p, x, w, bias, 4, y);
      else if (n == 2 && outs % 6 != 0)
        ecg_conv1d_f32_rows(p, x, w, bias, 2, y);
      else
        ecg_conv1d_f32_rows(p, x, w, bias, 1, y);
      w += n * ins * p->kernel;
      bias += n;
      y += n * p->lpool;
    }
}

#endif // ECG_RT_CORTEX_M55_CONV1D_F32_H
