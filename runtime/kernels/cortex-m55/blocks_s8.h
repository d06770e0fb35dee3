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
#define ECG_MVE_BLOCK_STEP(dot)                                                \
  "vldrb.8 q0, [%[w]], #16\n\t"                                                \
  "vldrb.8 q2, [%[x0]], #16\n\t"                                               \
  dot ".s8 %[a0], q0, q2\n\t"                                                  \
  "vldrb.8 q1, [%[w]], #16\n\t"                                                \
  dot ".s8 %[b0], q1, q2\n\t"                                                  \
  "vldrb.8 q3, [%[x1]], #16\n\t"                                               \
  dot ".s8 %[a1], q0, q3\n\t"                                                  \
  "vldrb.8 q2, [%[x2]], #16\n\t"                                               \
  dot ".s8 %[b1], q1, q3\n\t"                                                  \
  dot ".s8 %[a2], q0, q2\n\t"                                                  \
  dot ".s8 %[b2], q1, q2\n\t"
#define ECG_MVE_BLOCK_FIRST ECG_MVE_BLOCK_STEP("vmladav")
#define ECG_MVE_BLOCK_NEXT ECG_MVE_BLOCK_STEP("vmladava")
#define ECG_MVE_BLOCK_NEXT2 ECG_MVE_BLOCK_NEXT ECG_MVE_BLOCK_NEXT
#define ECG_MVE_BLOCK_NEXT4 ECG_MVE_BLOCK_NEXT2 ECG_MVE_BLOCK_NEXT2
#define ECG_MVE_BLOCK_LOOP "dls lr, %[n]\n1:\n\t" ECG_MVE_BLOCK_NEXT4 "le lr, 1b"
// Te: an even register.
#define ECG_MVE_BLOCK(sum, code)                                               \
  __asm__(code                                                                 \
          : [a0] sum(s->a0), [a1] sum(s->a1), [a2] sum(s->a2),                 \
            [b0] sum(s->b0), [b1] sum(s->b1), [b2] sum(s->b2),                 \
            [w] "+r"(w), [x0] "+r"(x), [x1] "+r"(x1), [x2] "+r"(x2)            \
          : [n] "r"(n / 4)                                                     \
          : ECG_MVE_CLOBBERS)
// clang-format on

/// Dot products of n vectors of the windows at x, x + step and x + 2 * step,
/// n >= 1; returns the end of the first.
ECG_RT_ALWAYS_INLINE const int8_t *ecg_mve_block_dot(const int8_t *x,
                                                     int32_t step,
                                                     const int8_t *w, int32_t n,
                                                     ecg_mve_block_t *s) {
  const int8_t *x1 = x + step, *x2 = x1 + step;
  // One, and up to three more, before the loop of four.
  --n;
  if (n % 4 == 0)
    ECG_MVE_BLOCK("=&Te", ECG_MVE_BLOCK_FIRST);
  else if (n % 4 == 1)
    ECG_MVE_BLOCK("=&Te", ECG_MVE_BLOCK_FIRST ECG_MVE_BLOCK_NEXT);
  else if (n % 4 == 2)
    ECG_MVE_BLOCK("=&Te", ECG_MVE_BLOCK_FIRST ECG_MVE_BLOCK_NEXT2);
  else
    ECG_MVE_BLOCK("=&Te",
                  ECG_MVE_BLOCK_FIRST ECG_MVE_BLOCK_NEXT2 ECG_MVE_BLOCK_NEXT);
  if (n >= 8)
    ECG_MVE_BLOCK("+Te", ECG_MVE_BLOCK_LOOP);
  else if (n >= 4)
    ECG_MVE_BLOCK("+Te", ECG_MVE_BLOCK_NEXT4);
  return x;
}

/// Adds such dot products.
ECG_RT_ALWAYS_INLINE const int8_t *ecg_mve_block_add(const int8_t *x,
                                                     int32_t step,
                                                     const int8_t *w, int32_t n,
                                                     ecg_mve_block_t *s) {
  ecg_mve_block_t more;
  x = ecg_mve_block_dot(x, step, w, n, &more);
  s->a0 += more.a0;
  s->a1 += more.a1;
  s->a2 += more.a2;
  s->b0 += more.b0;
  s->b1 += more.b1;
  s->b2 += more.b2;
  return x;
}

/// to[4 * q + h] for h in [0, 4), q in [0, n): the dot products of one vector
/// of four channels, which stays in registers, with the windows at x + q *
/// step.
ECG_RT_ALWAYS_INLINE void ecg_mve_quad(const int8_t *x, int32_t step,
                                       const int8_t *w, int32_t n,
                                       int32_t *to) {
  int32_t a, b, c, d;
  __asm__ volatile("vldrb.8 q0, [%[w]]\n\t"
                   "vldrb.8 q1, [%[w], #16]\n\t"
                   "vldrb.8 q2, [%[w], #32]\n\t"
                   "vldrb.8 q3, [%[w], #48]\n\t"
                   "dls lr, %[n]\n1:\n\t"
                   "vldrb.8 q4, [%[x]]\n\t"
                   "add %[x], %[step]\n\t"
                   "vmladav.s8 %[a], q0, q4\n\t"
                   "vmladav.s8 %[b], q1, q4\n\t"
                   "vmladav.s8 %[c], q2, q4\n\t"
                   "vmladav.s8 %[d], q3, q4\n\t"
                   "strd %[a], %[b], [%[to]], #8\n\t"
                   "strd %[c], %[d], [%[to]], #8\n\t"
                   "le lr, 1b"
                   : [a] "=&Te"(a), [b] "=&Te"(b), [c] "=&Te"(c), [d] "=&Te"(d),
                     [x] "+r"(x), [to] "+r"(to)
                   : [w] "r"(w), [step] "rI"(step), [n] "r"(n)
                   : ECG_MVE_CLOBBERS, "s16", "s17", "s18", "s19");
}

#else

ECG_RT_ALWAYS_INLINE const int8_t *ecg_mve_block_add(const int8_t *x,
                                                     int32_t step,
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
  return x;
}

ECG_RT_ALWAYS_INLINE const int8_t *ecg_mve_block_dot(const int8_t *x,
                                                     int32_t step,
                                                     const int8_t *w, int32_t n,
                                                     ecg_mve_block_t *s) {
  const ecg_mve_block_t none = {0, 0, 0, 0, 0, 0};
  *s = none;
  return ecg_mve_block_add(x, step, w, n, s);
}

ECG_RT_ALWAYS_INLINE void ecg_mve_quad(const int8_t *x, int32_t step,
                                       const int8_t *w, int32_t n,
                                       int32_t *to) {
  for (; n > 0; --n, x += step)
    for (int32_t h = 0; h < 4; ++h)
      *to++ = ecg_mve_dot_add(0, x, w + h * ECG_MVE_BYTES);
}

#endif

#endif // ECG_RT_CORTEX_M55_BLOCKS_S8_H
