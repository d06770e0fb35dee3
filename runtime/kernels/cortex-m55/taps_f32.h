// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Four neighbouring positions of up to six output channels of a float
// convolution: a vector a channel, to which each tap adds one element of the
// input times a weight, in ref's order.
//
// A load of inputs, one of all weights of the tap, and a product a channel.
// Positions in the padding are loads that a predicate leaves out. Subnormal
// numbers are zero (@mve_flush).
#ifndef ECG_RT_CORTEX_M55_TAPS_F32_H
#define ECG_RT_CORTEX_M55_TAPS_F32_H

#include "conv1d.h"
#include "mve.h"

/// Most channels of a block; a, b, ... are fields, not an array: they must live
/// in registers.
#define ECG_TAPS_CHANNELS 6

#if ECG_MVE_ASSEMBLY && ECG_MVE_FLOAT

typedef struct ecg_taps {
  float32x4_t a, b, c, d, e, f;
} ecg_taps_t;

// clang-format off
// Weights of a tap, and their products with the inputs in x.
#define ECG_TAPS_W1 "ldr r4, [%[w]], #4\n\t"
#define ECG_TAPS_W2 "ldrd r4, r5, [%[w]], #8\n\t"
#define ECG_TAPS_W4 "ldm %[w]!, {r4, r5, r6, r8}\n\t"
#define ECG_TAPS_W6 "ldm %[w]!, {r4, r5, r6, r8, r9, r10}\n\t"
#define ECG_TAPS_V1 "vfma.f32 %q[a], %q[v], r4\n\t"
#define ECG_TAPS_V2 ECG_TAPS_V1 "vfma.f32 %q[b], %q[v], r5\n\t"
#define ECG_TAPS_V4 ECG_TAPS_V2 "vfma.f32 %q[c], %q[v], r6\n\t" "vfma.f32 %q[d], %q[v], r8\n\t"
#define ECG_TAPS_V6 ECG_TAPS_V4 "vfma.f32 %q[e], %q[v], r9\n\t" "vfma.f32 %q[f], %q[v], r10\n\t"
#define ECG_TAPS_NEAR(many) ECG_TAPS_W##many "vldrw.u32 %q[v], [%[x]], #4\n\t" ECG_TAPS_V##many
#define ECG_TAPS_FAR(many)                                                        \
  ECG_TAPS_W##many "vpt.u32 cs, %q[at], %[low]\n\t"                               \
  "vldrwt.u32 %q[v], [%[x], %q[at], uxtw #2]\n\t"                              \
  "vadd.i32 %q[at], %q[at], %[step]\n\t" ECG_TAPS_V##many
#define ECG_TAPS_SUMS                                                          \
  [a] "+w"(s->a), [b] "+w"(s->b), [c] "+w"(s->c), [d] "+w"(s->d),              \
  [e] "+w"(s->e), [f] "+w"(s->f)
#define ECG_TAPS_CLOBBERS "r4", "r5", "r6", "r8", "r9", "r10", "lr", "memory"
#define ECG_TAPS_NEAR_CODE(code)                                               \
  __asm__(code                                                                 \
          : ECG_TAPS_SUMS, [v] "=&w"(v), [w] "+r"(w), [x] "+r"(x)              \
          : [n] "r"(p->kernel / 4) : ECG_TAPS_CLOBBERS)
#define ECG_TAPS_FAR_CODE(code)                                                \
  __asm__(code                                                                 \
          : ECG_TAPS_SUMS, [v] "=&w"(v), [w] "+r"(w), [at] "+w"(at)            \
          : [n] "r"(p->kernel / 4), [x] "r"(x), [low] "r"(-p->lin),            \
            [step] "r"(p->dilation)                                            \
          : ECG_TAPS_CLOBBERS, "p0")
// All taps: up to seven one behind the other, more by fours.
#define ECG_TAPS_2(one) one one
#define ECG_TAPS_3(one) one one one
#define ECG_TAPS_4(one) one one one one
#define ECG_TAPS_LOOP(one) "dls lr, %[n]\n1:\n\t" ECG_TAPS_4(one) "le lr, 1b"
#define ECG_TAPS_ALL(code, one)                                                \
  do {                                                                         \
    const int32_t lead = p->kernel % 4;                                        \
    if (p->kernel < 4 && lead == 1)                                            \
      code(one);                                                               \
    else if (p->kernel < 4 && lead == 2)                                       \
      code(ECG_TAPS_2(one));                                                   \
    else if (p->kernel < 4)                                                    \
      code(ECG_TAPS_3(one));                                                   \
    else if (p->kernel < 8 && lead == 0)                                       \
      code(ECG_TAPS_4(one));                                                   \
    else if (p->kernel < 8 && lead == 1)                                       \
      code(one ECG_TAPS_4(one));                                               \
    else if (p->kernel < 8 && lead == 2)                                       \
      code(ECG_TAPS_2(one) ECG_TAPS_4(one));                                   \
    else if (p->kernel < 8)                                                    \
      code(ECG_TAPS_3(one) ECG_TAPS_4(one));                                   \
    else if (lead == 0)                                                        \
      code(ECG_TAPS_LOOP(one));                                                \
    else if (lead == 1)                                                        \
      code(one ECG_TAPS_LOOP(one));                                            \
    else if (lead == 2)                                                        \
      code(ECG_TAPS_2(one) ECG_TAPS_LOOP(one));                                \
    else                                                                       \
      code(ECG_TAPS_3(one) ECG_TAPS_LOOP(one));                                \
  } while (0)
// clang-format on

/// All taps of one input channel, where they are neighbours and inside; returns
/// the end of the weights.
ECG_RT_ALWAYS_INLINE const float *
ecg_taps_near(const ecg_conv1d_f32_params_t *p, const float *x, const float *w,
              int32_t channels, ecg_taps_t *s) {
  float32x4_t v;
  if (channels == 6)
    ECG_TAPS_ALL(ECG_TAPS_NEAR_CODE, ECG_TAPS_NEAR(6));
  else if (channels == 4)
    ECG_TAPS_ALL(ECG_TAPS_NEAR_CODE, ECG_TAPS_NEAR(4));
  else if (channels == 2)
    ECG_TAPS_ALL(ECG_TAPS_NEAR_CODE, ECG_TAPS_NEAR(2));
  else
    ECG_TAPS_ALL(ECG_TAPS_NEAR_CODE, ECG_TAPS_NEAR(1));
  return w;
}

/// The same anywhere. `at` counts from the end of the input channel, so that
/// what is inside are the largest numbers without sign.
ECG_RT_ALWAYS_INLINE const float *ecg_taps_far(const ecg_conv1d_f32_params_t *p,
                                               const float *x, const float *w,
                                               int32_t channels, int32_t start,
                                               ecg_taps_t *s) {
  float32x4_t v;
  uint32x4_t at =
      vaddq_n_u32(vmulq_n_u32(vidupq_n_u32(0, 1), (uint32_t)p->stride),
                  (uint32_t)(start - p->lin));
  x += p->lin;
  if (channels == 6)
    ECG_TAPS_ALL(ECG_TAPS_FAR_CODE, ECG_TAPS_FAR(6));
  else if (channels == 4)
    ECG_TAPS_ALL(ECG_TAPS_FAR_CODE, ECG_TAPS_FAR(4));
  else if (channels == 2)
    ECG_TAPS_ALL(ECG_TAPS_FAR_CODE, ECG_TAPS_FAR(2));
  else
    ECG_TAPS_ALL(ECG_TAPS_FAR_CODE, ECG_TAPS_FAR(1));
  return w;
}

/// to[c * pitch + i] for i in [0, 4).
ECG_RT_ALWAYS_INLINE void ecg_taps_store(const ecg_taps_t *s, int32_t channels,
                                         int32_t pitch, float *to) {
  vstrwq_f32(to, s->a);
  if (channels > 1)
    vstrwq_f32(to + pitch, s->b);
  if (channels > 2) {
    vstrwq_f32(to + 2 * pitch, s->c);
    vstrwq_f32(to + 3 * pitch, s->d);
  }
  if (channels > 4) {
    vstrwq_f32(to + 4 * pitch, s->e);
    vstrwq_f32(to + 5 * pitch, s->f);
  }
}

/// Sums of `channels` channels (1, 2, 4 or 6) with weights [input channel][tap]
/// [channel] at four positions whose windows start at `start`, at
/// to[c * pitch + i].
ECG_RT_ALWAYS_INLINE void ecg_taps(const ecg_conv1d_f32_params_t *p,
                                   const float *x, const float *w,
                                   const float *bias, int32_t channels,
                                   int32_t start, int32_t pitch, float *to) {
  const int32_t span = (p->kernel - 1) * p->dilation + 3 * p->stride + 1;
  const int near = p->stride == 1 && (p->dilation == 1 || p->kernel == 1);
  ecg_taps_t s;
  s.a = vdupq_n_f32(bias[0]);
  s.b = vdupq_n_f32(channels > 1 ? bias[1] : 0);
  s.c = vdupq_n_f32(channels > 2 ? bias[2] : 0);
  s.d = vdupq_n_f32(channels > 2 ? bias[3] : 0);
  s.e = vdupq_n_f32(channels > 4 ? bias[4] : 0);
  s.f = vdupq_n_f32(channels > 4 ? bias[5] : 0);
  if (near && start >= 0 && start + span <= p->lin)
    for (int32_t i = p->cin / p->groups; i > 0; --i, x += p->lin)
      w = ecg_taps_near(p, x + start, w, channels, &s);
  else
    for (int32_t i = p->cin / p->groups; i > 0; --i, x += p->lin)
      w = ecg_taps_far(p, x, w, channels, start, &s);
  ecg_taps_store(&s, channels, pitch, to);
}

#else

ECG_RT_INLINE void ecg_taps(const ecg_conv1d_f32_params_t *p, const float *x,
                            const float *w, const float *bias, int32_t channels,
                            int32_t start, int32_t pitch, float *to) {
  for (int32_t c = 0; c < channels; ++c)
    for (int32_t q = 0; q < 4; ++q) {
      const float *wc = w + c;
      float sum = bias[c];
      for (int32_t i = 0; i < p->cin / p->groups; ++i)
        for (int32_t k = 0; k < p->kernel; ++k, wc += channels) {
          const int32_t at = start + q * p->stride + k * p->dilation;
          if (at >= 0 && at < p->lin)
            sum += *wc * x[i * p->lin + at];
        }
      to[c * pitch + q] = sum;
    }
}

#endif

#endif // ECG_RT_CORTEX_M55_TAPS_F32_H
