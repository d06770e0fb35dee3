// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Dot products of int8 vectors, several channels by several positions at a
// time: the inner loops of convolutions.
//
// Weights of two channels lie vector by vector, one channel's beside the
// other's. A block of two channels by three positions takes five loads for six
// products, and its six sums are all the even registers that are free for
// VMLADAVA.
#ifndef ECG_RT_CORTEX_M55_BLOCKS_S8_H
#define ECG_RT_CORTEX_M55_BLOCKS_S8_H

#include "mve.h"

/// Positions of a block.
#define ECG_MVE_POSITIONS 3

/// Sums, a letter a channel, a digit a position.
typedef struct ecg_mve_block {
  int32_t a0, a1, a2, b0, b1, b2;
} ecg_mve_block_t;

#if ECG_MVE_ASSEMBLY

// clang-format off
#define ECG_MVE_BLOCK_STEP                                                     \
  "vldrb.8 q0, [%[w]], #16\n\t"                                                \
  "vldrb.8 q2, [%[x0]], #16\n\t"                                               \
  "vmladava.s8 %[a0], q0, q2\n\t"                                              \
  "vldrb.8 q1, [%[w]], #16\n\t"                                                \
  "vmladava.s8 %[b0], q1, q2\n\t"                                              \
  "vldrb.8 q3, [%[x1]], #16\n\t"                                               \
  "vmladava.s8 %[a1], q0, q3\n\t"                                              \
  "vldrb.8 q2, [%[x2]], #16\n\t"                                               \
  "vmladava.s8 %[b1], q1, q3\n\t"                                              \
  "vmladava.s8 %[a2], q0, q2\n\t"                                              \
  "vmladava.s8 %[b2], q1, q2\n\t"
// Te: an even register.
#define ECG_MVE_BLOCK_LOOP(steps, times)                                       \
  __asm__("dls lr, %[n]\n1:\n\t" steps "le lr, 1b"                             \
          : [a0] "+Te"(s->a0), [a1] "+Te"(s->a1), [a2] "+Te"(s->a2),           \
            [b0] "+Te"(s->b0), [b1] "+Te"(s->b1), [b2] "+Te"(s->b2),           \
            [w] "+r"(w), [x0] "+r"(x), [x1] "+r"(x1), [x2] "+r"(x2)            \
          : [n] "r"(times)                                                     \
          : ECG_MVE_CLOBBERS)
// clang-format on

/// Adds n vectors of the windows at x, x + step and x + 2 * step. n >= 1.
ECG_RT_ALWAYS_INLINE void ecg_mve_block_add(const int8_t *x, int32_t step,
                                            const int8_t *w, int32_t n,
                                            ecg_mve_block_t *s) {
  const int8_t *x1 = x + step, *x2 = x1 + step;
  if (n % 2 == 0)
    ECG_MVE_BLOCK_LOOP(ECG_MVE_BLOCK_STEP ECG_MVE_BLOCK_STEP, n / 2);
  else
    ECG_MVE_BLOCK_LOOP(ECG_MVE_BLOCK_STEP, n);
}

#else

/// Adds the dot product of one vector.
ECG_RT_ALWAYS_INLINE int32_t ecg_mve_dot_add(int32_t sum, const int8_t *x,
                                             const int8_t *w) {
#if ECG_MVE
  return vmladavaq_s8(sum, vldrbq_s8(w), vldrbq_s8(x));
#else
  for (int32_t i = 0; i < ECG_MVE_BYTES; ++i)
    sum += w[i] * x[i];
  return sum;
#endif
}

ECG_RT_ALWAYS_INLINE void ecg_mve_block_add(const int8_t *x, int32_t step,
                                            const int8_t *w, int32_t n,
                                            ecg_mve_block_t *s) {
  for (; n > 0; --n, x += ECG_MVE_BYTES, w += 2 * ECG_MVE_BYTES) {
    const int8_t *wb = w + ECG_MVE_BYTES;
    s->a0 = ecg_mve_dot_add(s->a0, x, w);
    s->a1 = ecg_mve_dot_add(s->a1, x + step, w);
    s->a2 = ecg_mve_dot_add(s->a2, x + 2 * step, w);
    s->b0 = ecg_mve_dot_add(s->b0, x, wb);
    s->b1 = ecg_mve_dot_add(s->b1, x + step, wb);
    s->b2 = ecg_mve_dot_add(s->b2, x + 2 * step, wb);
  }
}

#endif

/// to[4 * q + h] for h in [0, 4), q in [0, n): the dot products of one vector
/// of four channels, which stays in registers, with the windows at x + q *
/// step.
ECG_RT_ALWAYS_INLINE void ecg_mve_quad(const int8_t *x, int32_t step,
                                       const int8_t *w, int32_t n,
                                       int32_t *to) {
#if ECG_MVE
  const int8x16_t w0 = vldrbq_s8(w), w1 = vldrbq_s8(w + 16),
                  w2 = vldrbq_s8(w + 32), w3 = vldrbq_s8(w + 48);
  for (; n > 0; --n, x += step, to += 4) {
    const int8x16_t v = vldrbq_s8(x);
    to[0] = vmladavq_s8(w0, v);
    to[1] = vmladavq_s8(w1, v);
    to[2] = vmladavq_s8(w2, v);
    to[3] = vmladavq_s8(w3, v);
  }
#else
  for (; n > 0; --n, x += step)
    for (int32_t h = 0; h < 4; ++h)
      *to++ = ecg_mve_dot_add(0, x, w + h * ECG_MVE_BYTES);
#endif
}

#endif // ECG_RT_CORTEX_M55_BLOCKS_S8_H
