// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Max-pool, bias, @requant and clamp over the sums of four channels.
#ifndef ECG_RT_CORTEX_M55_REQUANTIZE_QUAD_H
#define ECG_RT_CORTEX_M55_REQUANTIZE_QUAD_H

#include "mve.h"
#include "requantize.h"

/// What is the same for all channels.
typedef struct ecg_requant_quad {
  int32_t pool_kernel, pool_stride;
  int32_t out_zp, act_min, act_max;
  int32_t pitch; ///< elements from one channel of the output to the next
} ecg_requant_quad_t;

/// Up to four neighbouring channels.
typedef struct ecg_quad {
  int32_t count;         ///< of them, at least 1
  const int32_t *offset; ///< four readable, to be added to the bias
  const int32_t *bias, *mult;
  const int8_t *shift;
} ecg_quad_t;

/// y[h * pitch + j] = clamp(out_zp + @requant(offset[h] + bias[h] + max over k
/// of sums[4 * (j * pool_stride + k) + h], mult[h], shift[h])). Any shift. Rare
/// on the device, so it is shared by all layers.
ECG_RT_NOINLINE void ecg_requant_quad_any(ecg_requant_quad_t p,
                                          const int32_t *sums, int32_t n,
                                          const ecg_quad_t *quad, int8_t *y) {
  for (int32_t h = 0; h < quad->count; ++h)
    for (int32_t j = 0; j < n; ++j) {
      const int32_t *window = sums + 4 * j * p.pool_stride + h;
      int32_t best = window[0];
      for (int32_t k = 1; k < p.pool_kernel; ++k)
        best = window[4 * k] > best ? window[4 * k] : best;
      const int32_t acc = (int32_t)((uint32_t)best + (uint32_t)quad->bias[h] +
                                    (uint32_t)quad->offset[h]);
      y[h * p.pitch + j] = ecg_clamp_s8(
          p.out_zp + ecg_requant(acc, quad->mult[h], quad->shift[h]), p.act_min,
          p.act_max);
    }
}

#if ECG_MVE

/// The largest of n sums of each channel.
ECG_RT_ALWAYS_INLINE int32x4_t ecg_quad_max(const int32_t *sums, int32_t n) {
  int32x4_t best = vldrwq_s32(sums);
  for (int32_t k = 1; k < n; ++k)
    best = vmaxq_s32(best, vldrwq_s32(sums + 4 * k));
  return best;
}

/// v limited to [lo, hi], in the lowest byte of each sum; all of int8 takes no
/// registers for the limits.
ECG_RT_ALWAYS_INLINE int32x4_t ecg_quad_clamp(int32x4_t v, int32_t lo,
                                              int32_t hi) {
  if (lo == INT8_MIN && hi == INT8_MAX) {
    const int16x8_t half = vqmovnbq_s32(vreinterpretq_s16_s32(v), v);
    return vreinterpretq_s32_s8(vqmovnbq_s16(vreinterpretq_s8_s16(half), half));
  }
  return vminq_s32(vmaxq_s32(v, vdupq_n_s32(lo)), vdupq_n_s32(hi));
}

/// `whole`: all four channels are there. Shifts of at least 33: the low word of
/// the product cannot carry into the result, so VMULH and a rounding shift are
/// @requant.
ECG_RT_ALWAYS_INLINE void ecg_requant_quad_high(const ecg_requant_quad_t *p,
                                                const int32_t *sums, int32_t n,
                                                const ecg_quad_t *quad,
                                                int whole, int8_t *y) {
  const mve_pred16_t there = whole ? 0xFFFF : vctp32q((uint32_t)quad->count);
  const int32x4_t bias = vaddq_s32(whole ? vldrwq_s32(quad->bias)
                                         : vldrwq_z_s32(quad->bias, there),
                                   vldrwq_s32(quad->offset));
  const int32x4_t mult =
      whole ? vldrwq_s32(quad->mult) : vldrwq_z_s32(quad->mult, there);
  const int32x4_t left =
      vsubq_s32(vdupq_n_s32(32), whole ? vldrbq_s32(quad->shift)
                                       : vldrbq_z_s32(quad->shift, there));
  const uint32x4_t places = vmulq_n_u32(vidupq_n_u32(0, 1), (uint32_t)p->pitch);
  // Windows of which each shares half with the next.
  const int32_t shared = p->pool_kernel == 2 * p->pool_stride;
  int32x4_t half = ecg_quad_max(sums, shared ? p->pool_stride : 1);
  for (; n > 0; --n, sums += 4 * p->pool_stride) {
    int32x4_t v;
    if (shared) {
      const int32x4_t next =
          ecg_quad_max(sums + 4 * p->pool_stride, p->pool_stride);
      v = vmaxq_s32(half, next);
      half = next;
    } else {
      v = ecg_quad_max(sums, p->pool_kernel);
    }
    v = vrshlq_s32(vmulhq_s32(vaddq_s32(v, bias), mult), left);
    v = ecg_quad_clamp(vaddq_n_s32(v, p->out_zp), p->act_min, p->act_max);
    if (whole)
      vstrbq_scatter_offset_s32(y, places, v);
    else
      vstrbq_scatter_offset_p_s32(y, places, v, there);
    ++y;
  }
}

ECG_RT_ALWAYS_INLINE void ecg_requant_quad(const ecg_requant_quad_t *p,
                                           const int32_t *sums, int32_t n,
                                           const ecg_quad_t *quad, int8_t *y) {
  const int32_t count = quad->count;
  const int8_t *shift = quad->shift;
  int32_t least = shift[0];
  for (int32_t h = 1; h < 4; ++h)
    least = h < count && shift[h] < least ? shift[h] : least;
  if (least < 33)
    ecg_requant_quad_any(*p, sums, n, quad, y);
  else if (count == 4)
    ecg_requant_quad_high(p, sums, n, quad, 1, y);
  else
    ecg_requant_quad_high(p, sums, n, quad, 0, y);
}

#else

ECG_RT_INLINE void ecg_requant_quad(const ecg_requant_quad_t *p,
                                    const int32_t *sums, int32_t n,
                                    const ecg_quad_t *quad, int8_t *y) {
  ecg_requant_quad_any(*p, sums, n, quad, y);
}

#endif

#endif // ECG_RT_CORTEX_M55_REQUANTIZE_QUAD_H
