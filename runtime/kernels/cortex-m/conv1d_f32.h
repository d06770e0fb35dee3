// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// 1-D float convolution with fused max-pool for a single-precision FPU with 32
// registers (contract: conv1d.h).
//
// A block is four output channels by four positions: eight loads for sixteen
// products, in the order of the reference. What is left of a group makes a
// block of fewer channels: a depthwise convolution neither stores nor
// multiplies zeros. A finished position updates the maxima of the pool windows
// it lies in, right in the output, so there is neither scratch nor a tensor
// before the pool.
#ifndef ECG_RT_CORTEX_M_CONV1D_F32_H
#define ECG_RT_CORTEX_M_CONV1D_F32_H

#include "clamp.h"
#include "conv1d.h"
#include "dsp.h"
#include <math.h>

static inline ecg_conv1d_f32_fn ecg_conv1d_f32;
static inline ecg_conv1d_f32_bytes_fn ecg_conv1d_f32_packed_bytes;
static inline ecg_conv1d_f32_pack_fn ecg_conv1d_f32_pack;

/// Channels of the block that starts at output channel `c` of a group.
ECG_RT_ALWAYS_INLINE int32_t
ecg_conv1d_f32_channels(const ecg_conv1d_f32_params_t *p, int32_t c) {
  const int32_t left = p->cout / p->groups - c;
  return left < 4 ? left : 4;
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
    for (int32_t b = 0; b < outs; b += 4)
      for (int32_t e = 0; e < size; ++e)
        for (int32_t c = 0; c < ecg_conv1d_f32_channels(p, b); ++c)
          *packed++ = w[(b + c) * size + e];
}

/// Accumulators: a letter an output channel, a digit a position. Fields, not
/// arrays: they must live in registers.
typedef struct ecg_conv1d_f32_block {
  float a0, a1, a2, a3, b0, b1, b2, b3, c0, c1, c2, c3, d0, d1, d2, d3;
} ecg_conv1d_f32_block_t;

/// a * b + c: one instruction and rounding where the FPU has it, which on a
/// Cortex-M4 takes the three cycles of a product and a sum that waits for it.
ECG_RT_ALWAYS_INLINE float ecg_fma(float a, float b, float c) {
#ifdef __FP_FAST_FMAF
  return fmaf(a, b, c);
#else
  return c + a * b;
#endif
}

/// Adds one tap of one input channel to `channels` output channels.
ECG_RT_ALWAYS_INLINE void ecg_conv1d_f32_tap(ecg_conv1d_f32_block_t *s,
                                             const float *w, int32_t channels,
                                             float x0, float x1, float x2,
                                             float x3) {
  s->a0 = ecg_fma(w[0], x0, s->a0);
  s->a1 = ecg_fma(w[0], x1, s->a1);
  s->a2 = ecg_fma(w[0], x2, s->a2);
  s->a3 = ecg_fma(w[0], x3, s->a3);
  if (channels > 1) {
    s->b0 = ecg_fma(w[1], x0, s->b0);
    s->b1 = ecg_fma(w[1], x1, s->b1);
    s->b2 = ecg_fma(w[1], x2, s->b2);
    s->b3 = ecg_fma(w[1], x3, s->b3);
  }
  if (channels > 2) {
    s->c0 = ecg_fma(w[2], x0, s->c0);
    s->c1 = ecg_fma(w[2], x1, s->c1);
    s->c2 = ecg_fma(w[2], x2, s->c2);
    s->c3 = ecg_fma(w[2], x3, s->c3);
  }
  if (channels > 3) {
    s->d0 = ecg_fma(w[3], x0, s->d0);
    s->d1 = ecg_fma(w[3], x1, s->d1);
    s->d2 = ecg_fma(w[3], x2, s->d2);
    s->d3 = ecg_fma(w[3], x3, s->d3);
  }
}

/// Input elements that four positions see.
ECG_RT_ALWAYS_INLINE int32_t
ecg_conv1d_f32_span(const ecg_conv1d_f32_params_t *p) {
  return (p->kernel - 1) * p->dilation + 3 * p->stride + 1;
}

/// Element `at` of an input channel, 0 in the padding.
ECG_RT_ALWAYS_INLINE float
ecg_conv1d_f32_padded(const ecg_conv1d_f32_params_t *p, const float *x,
                      int32_t at) {
  return at >= 0 && at < p->lin ? x[at] : 0.0f;
}

/// All taps of one input channel, by neighbouring positions of neighbouring
/// taps: three of four elements stay in their registers from tap to tap.
ECG_RT_ALWAYS_INLINE void ecg_conv1d_f32_slide(ecg_conv1d_f32_block_t *s,
                                               const float *w, int32_t channels,
                                               int32_t taps, const float *at) {
  float x0 = at[0], x1 = at[1], x2 = at[2], x3;
  for (const float *const end = at + taps / 4 * 4; at != end;
       at += 4, w += 4 * channels) {
    x3 = at[3];
    ecg_conv1d_f32_tap(s, w, channels, x0, x1, x2, x3);
    x0 = at[4];
    ecg_conv1d_f32_tap(s, w + channels, channels, x1, x2, x3, x0);
    x1 = at[5];
    ecg_conv1d_f32_tap(s, w + 2 * channels, channels, x2, x3, x0, x1);
    x2 = at[6];
    ecg_conv1d_f32_tap(s, w + 3 * channels, channels, x3, x0, x1, x2);
  }
  if (taps % 4 == 0)
    return;
  x3 = at[3];
  ecg_conv1d_f32_tap(s, w, channels, x0, x1, x2, x3);
  if (taps % 4 == 1)
    return;
  x0 = at[4];
  ecg_conv1d_f32_tap(s, w + channels, channels, x1, x2, x3, x0);
  if (taps % 4 == 2)
    return;
  x1 = at[5];
  ecg_conv1d_f32_tap(s, w + 2 * channels, channels, x2, x3, x0, x1);
}

/// All taps of one input channel for the positions whose window starts at `at`.
ECG_RT_ALWAYS_INLINE void ecg_conv1d_f32_taps(const ecg_conv1d_f32_params_t *p,
                                              const float *at, const float *w,
                                              int32_t channels,
                                              ecg_conv1d_f32_block_t *s) {
  const int32_t stride = p->stride;
  if (stride == 1 && p->dilation == 1) {
    ecg_conv1d_f32_slide(s, w, channels, p->kernel, at);
    return;
  }
  for (int32_t k = 0; k < p->kernel; ++k, w += channels, at += p->dilation)
    ecg_conv1d_f32_tap(s, w, channels, at[0], at[stride], at[2 * stride],
                       at[3 * stride]);
}

/// Longest window that is copied, with zeros for the padding.
#define ECG_CONV1D_F32_COPIED 32

/// The same for a window that is partly or wholly padding, from `start` on.
ECG_RT_ALWAYS_INLINE void ecg_conv1d_f32_edge(const ecg_conv1d_f32_params_t *p,
                                              const float *x, int32_t start,
                                              const float *w, int32_t channels,
                                              ecg_conv1d_f32_block_t *s) {
  const int32_t stride = p->stride, span = ecg_conv1d_f32_span(p);
  if (span <= ECG_CONV1D_F32_COPIED) {
    float window[ECG_CONV1D_F32_COPIED];
    for (int32_t i = 0; i < span; ++i)
      window[i] = ecg_conv1d_f32_padded(p, x, start + i);
    ecg_conv1d_f32_taps(p, window, w, channels, s);
    return;
  }
  for (int32_t k = 0; k < p->kernel; ++k, w += channels, start += p->dilation)
    ecg_conv1d_f32_tap(s, w, channels, ecg_conv1d_f32_padded(p, x, start),
                       ecg_conv1d_f32_padded(p, x, start + stride),
                       ecg_conv1d_f32_padded(p, x, start + 2 * stride),
                       ecg_conv1d_f32_padded(p, x, start + 3 * stride));
}

/// Adds all input channels of a group for the positions that start at `start`.
ECG_RT_ALWAYS_INLINE void ecg_conv1d_f32_add(const ecg_conv1d_f32_params_t *p,
                                             const float *x, const float *w,
                                             int32_t channels, int32_t start,
                                             ecg_conv1d_f32_block_t *s) {
  const int32_t ins = p->cin / p->groups, step = p->kernel * channels;
  // Two loops, so that sums stay where they are.
  if (start >= 0 && start + ecg_conv1d_f32_span(p) <= p->lin)
    for (int32_t i = 0; i < ins; ++i, x += p->lin, w += step)
      ecg_conv1d_f32_taps(p, x + start, w, channels, s);
  else
    for (int32_t i = 0; i < ins; ++i, x += p->lin, w += step)
      ecg_conv1d_f32_edge(p, x, start, w, channels, s);
}

/// Raises the outputs of one channel whose window has position `position`.
ECG_RT_ALWAYS_INLINE void ecg_conv1d_f32_pool(const ecg_conv1d_f32_params_t *p,
                                              int32_t position, float v,
                                              float *y) {
  const int32_t past = position - p->pool_kernel;
  int32_t j = past < 0 ? 0 : past / p->pool_stride + 1;
  for (; j < p->lpool && j * p->pool_stride <= position; ++j)
    y[j] = v > y[j] ? v : y[j];
}

/// Four neighbouring positions of one channel.
ECG_RT_NOINLINE void ecg_conv1d_f32_pool4(const ecg_conv1d_f32_params_t *p,
                                          int32_t position, float v0, float v1,
                                          float v2, float v3, float *y) {
  const int32_t both = p->pool_kernel | p->pool_stride;
  const float low = v0 > v1 ? v0 : v1, high = v2 > v3 ? v2 : v3;
  if (both % 4 == 0) { // windows hold all four or none
    ecg_conv1d_f32_pool(p, position, low > high ? low : high, y);
  } else if (both % 2 == 0) {
    ecg_conv1d_f32_pool(p, position, low, y);
    ecg_conv1d_f32_pool(p, position + 2, high, y);
  } else {
    ecg_conv1d_f32_pool(p, position, v0, y);
    ecg_conv1d_f32_pool(p, position + 1, v1, y);
    ecg_conv1d_f32_pool(p, position + 2, v2, y);
    ecg_conv1d_f32_pool(p, position + 3, v3, y);
  }
}

/// One to four output channels over all positions. `channels` is a constant at
/// every call, so what is not there costs nothing.
ECG_RT_ALWAYS_INLINE void ecg_conv1d_f32_rows(const ecg_conv1d_f32_params_t *p,
                                              const float *x, const float *w,
                                              const float *bias,
                                              int32_t channels, float *y) {
  const int32_t positions = (p->lpool - 1) * p->pool_stride + p->pool_kernel;
  const float b1 = channels > 1 ? bias[1] : 0.0f;
  const float b2 = channels > 2 ? bias[2] : 0.0f;
  const float b3 = channels > 3 ? bias[3] : 0.0f;
  for (int32_t i = 0; i < channels * p->lpool; ++i)
    y[i] = -INFINITY;
  for (int32_t q = 0; q < positions; q += 4) {
    ecg_conv1d_f32_block_t s = {bias[0], bias[0], bias[0], bias[0], b1, b1,
                                b1,      b1,      b2,      b2,      b2, b2,
                                b3,      b3,      b3,      b3};
    ecg_conv1d_f32_add(p, x, w, channels, q * p->stride - p->pad_left, &s);
    ecg_conv1d_f32_pool4(p, q, s.a0, s.a1, s.a2, s.a3, y);
    if (channels > 1)
      ecg_conv1d_f32_pool4(p, q, s.b0, s.b1, s.b2, s.b3, y + p->lpool);
    if (channels > 2)
      ecg_conv1d_f32_pool4(p, q, s.c0, s.c1, s.c2, s.c3, y + 2 * p->lpool);
    if (channels > 3)
      ecg_conv1d_f32_pool4(p, q, s.d0, s.d1, s.d2, s.d3, y + 3 * p->lpool);
  }
  for (int32_t i = 0; i < channels * p->lpool; ++i)
    y[i] = ecg_clamp_f32(y[i], p->act_min, p->act_max);
}

ECG_RT_SPECIALIZE void ecg_conv1d_f32(const ecg_conv1d_f32_params_t *p,
                                      const float *ECG_RT_RESTRICT x,
                                      const float *ECG_RT_RESTRICT w,
                                      const float *ECG_RT_RESTRICT bias,
                                      float *ECG_RT_RESTRICT y) {
  const int32_t ins = p->cin / p->groups, outs = p->cout / p->groups;
  const int32_t whole = outs / 4 * 4, rest = outs - whole;
  for (int32_t g = 0; g < p->groups; ++g, x += ins * p->lin) {
    for (int32_t c = 0; c < whole;
         c += 4, w += 4 * ins * p->kernel, bias += 4, y += 4 * p->lpool)
      ecg_conv1d_f32_rows(p, x, w, bias, 4, y);
    if (rest) {
      ecg_conv1d_f32_rows(p, x, w, bias, rest, y);
      w += rest * ins * p->kernel;
      bias += rest;
      y += rest * p->lpool;
    }
  }
}

#endif // ECG_RT_CORTEX_M_CONV1D_F32_H
