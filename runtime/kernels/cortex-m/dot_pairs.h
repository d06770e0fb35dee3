// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Four products an instruction: correlations of int8 rows with short int8
// filters by SMLAL on pairs. The inner loop of conv1d_pairs_s8.h.
//
// Pairs. With Z = 22 an input word is X[j] = u[2j] + u[2j+1] * 2^Z, a weight
// word W[t] = w[2t+1] + w[2t] * 2^Z, and A[s], the sum of X[s+t] * W[t] over
// taps and channels, has three fields of Z, Z and 20 bits,
//   f0 = sum of u[2s+2t] w[2t+1]
//   f1 = sum of u[2s+2t+1] w[2t+1] + u[2s+2t] w[2t]
//   f2 = sum of u[2s+2t+1] w[2t]
// so that y[p] = sum of u[p+k] w[k] is y[2s] = f1(A[s]) and y[2s+1] = f2(A[s])
// + f0(A[s+1]). A filter of odd length has a zero in front.
//
// Range. Exact while f0 and f1 are in [-2^21, 2^21) and f2 is in [-2^19, 2^19):
// sums start with 2^21 in f0 and f1, which keeps these from borrowing of what
// is above them. ecg_conv1d_pairs_chunk proves it for weights and the range of
// u, and says after how many channels sums have to be taken apart where it is
// not so for all. Four always fit: f2 of nine taps has four of them, and
// 4 * 4 * 127 * 255 < 2^19.
#ifndef ECG_RT_CORTEX_M_DOT_PAIRS_H
#define ECG_RT_CORTEX_M_DOT_PAIRS_H

#include "dsp.h"

/// Most taps of a filter, and most weight words.
#define ECG_PAIRS_TAPS 9
#define ECG_PAIRS_WORDS 5
#define ECG_PAIRS_SHIFT 22
/// What is in f0 and f1 from the start.
#define ECG_PAIRS_START (1 << (ECG_PAIRS_SHIFT - 1))

/// Weight words of a filter, and the zeros in front of it.
ECG_RT_ALWAYS_INLINE int32_t ecg_pairs_words(int32_t taps) {
  return (taps + 1) / 2;
}
ECG_RT_ALWAYS_INLINE int32_t ecg_pairs_lead(int32_t taps) { return taps & 1; }

/// Both halves of a word.
ECG_RT_ALWAYS_INLINE int32_t ecg_pair(int32_t low, int32_t high) {
  return (int32_t)((uint32_t)low + ((uint32_t)high << ECG_PAIRS_SHIFT));
}

/// A[s], A[s+1], A[s+2]. Fields, not arrays: they must live in registers.
typedef struct ecg_pairs3 {
  uint32_t a0, a1, b0, b1, c0, c1; ///< low and high word of each
} ecg_pairs3_t;

#if ECG_DSP_ALL_REGISTERS

// One statement a filter: between several, GCC moves sums from register to
// register. Thirteen registers are what there is, so weights come in late.
#define ECG_PAIRS_A(x, w) "smlal %0, %1, %" #x ", %" #w "\n\t"
#define ECG_PAIRS_B(x, w) "smlal %2, %3, %" #x ", %" #w "\n\t"
#define ECG_PAIRS_C(x, w) "smlal %4, %5, %" #x ", %" #w "\n\t"
#define ECG_PAIRS_X "ldr %8, [%6], #4\n\t"
#define ECG_PAIRS_XX "ldrd %8, %9, [%6], #8\n\t"
#define ECG_PAIRS_W(v) "ldr %" #v ", [%7], #4\n\t"
#define ECG_PAIRS_WW(v, w) "ldrd %" #v ", %" #w ", [%7], #8\n\t"
#define ECG_PAIRS_OPERANDS                                                     \
  : "+r"(s->a0), "+r"(s->a1), "+r"(s->b0), "+r"(s->b1), "+r"(s->c0),           \
    "+r"(s->c1), "+r"(x), "+r"(w), "=&r"(t0), "=&r"(t1), "=&r"(t2),            \
    "=&r"(t3), "=&r"(t4)                                                       \
  : "m"(*(const ecg_pairs_span_t *)x), "m"(*(const ecg_pairs_span_t *)w)

/// What a filter may read of x and of w.
typedef struct ecg_pairs_span {
  int32_t words[ECG_PAIRS_WORDS + 2];
} ecg_pairs_span_t;

/// Words 0 and 1, which every filter has.
#define ECG_PAIRS_FIRST                                                        \
  ECG_PAIRS_WW(10, 11)                                                         \
  ECG_PAIRS_XX ECG_PAIRS_A(8, 10) ECG_PAIRS_A(9, 11) ECG_PAIRS_B(9, 10)        \
      ECG_PAIRS_XX ECG_PAIRS_B(8, 11) ECG_PAIRS_C(8, 10)
/// Words 2 and 3.
#define ECG_PAIRS_SECOND                                                       \
  ECG_PAIRS_WW(10, 12)                                                         \
  ECG_PAIRS_A(8, 10) ECG_PAIRS_A(9, 12) ECG_PAIRS_B(9, 10) ECG_PAIRS_C(9, 11)

/// Adds a filter of `words` words, a constant, to three neighbouring sums, and
/// moves on: x by words + 2, w by words.
ECG_RT_ALWAYS_INLINE void ecg_pairs_filter(int32_t words, const int32_t **xp,
                                           const int32_t **wp,
                                           ecg_pairs3_t *s) {
  const int32_t *x = *xp, *w = *wp;
  int32_t t0, t1, t2, t3, t4;
  if (words == 2)
    __asm__(ECG_PAIRS_FIRST ECG_PAIRS_C(9, 11) ECG_PAIRS_OPERANDS);
  else if (words == 3)
    __asm__(ECG_PAIRS_FIRST ECG_PAIRS_W(10) ECG_PAIRS_A(8, 10)
                ECG_PAIRS_B(9, 10) ECG_PAIRS_C(9, 11)
                    ECG_PAIRS_X ECG_PAIRS_C(8, 10) ECG_PAIRS_OPERANDS);
  else if (words == 4)
    __asm__(ECG_PAIRS_FIRST ECG_PAIRS_SECOND ECG_PAIRS_XX ECG_PAIRS_B(8, 12)
                ECG_PAIRS_C(8, 10) ECG_PAIRS_C(9, 12) ECG_PAIRS_OPERANDS);
  else
    __asm__(ECG_PAIRS_FIRST ECG_PAIRS_SECOND ECG_PAIRS_W(11)
                ECG_PAIRS_XX ECG_PAIRS_A(8, 11) ECG_PAIRS_B(8, 12)
                    ECG_PAIRS_C(8, 10) ECG_PAIRS_B(9, 11) ECG_PAIRS_C(9, 12)
                        ECG_PAIRS_X ECG_PAIRS_C(8, 11) ECG_PAIRS_OPERANDS);
  *xp = x;
  *wp = w;
}

#else

ECG_RT_ALWAYS_INLINE void ecg_pairs_mac(uint32_t *low, uint32_t *high,
                                        int32_t x, int32_t w) {
  const uint64_t sum =
      ((uint64_t)*high << 32 | *low) + (uint64_t)((int64_t)x * w);
  *low = (uint32_t)sum;
  *high = (uint32_t)(sum >> 32);
}

ECG_RT_ALWAYS_INLINE void ecg_pairs_filter(int32_t words, const int32_t **xp,
                                           const int32_t **wp,
                                           ecg_pairs3_t *s) {
  const int32_t *x = *xp, *w = *wp;
  for (int32_t t = 0; t < words; ++t) {
    ecg_pairs_mac(&s->a0, &s->a1, x[t], w[t]);
    ecg_pairs_mac(&s->b0, &s->b1, x[t + 1], w[t]);
    ecg_pairs_mac(&s->c0, &s->c1, x[t + 2], w[t]);
  }
  *xp = x + words + 2;
  *wp = w + words;
}

#endif

/// The sums of the filters [w, end), `by` at a time, over rows; `step` is from
/// behind a filter in one row to its begin in the next.
ECG_RT_ALWAYS_INLINE ecg_pairs3_t ecg_pairs_sum(int32_t words, int32_t by,
                                                const int32_t *x, int32_t step,
                                                const int32_t *w,
                                                const int32_t *end) {
  const uint32_t low = ECG_PAIRS_START, high = ECG_PAIRS_START >> 10;
  ecg_pairs3_t s = {low, high, low, high, low, high};
  do {
    ecg_pairs_filter(words, &x, &w, &s);
    x += step;
    if (by > 1) {
      ecg_pairs_filter(words, &x, &w, &s);
      x += step;
    }
    if (by > 2) {
      ecg_pairs_filter(words, &x, &w, &s);
      x += step;
      ecg_pairs_filter(words, &x, &w, &s);
      x += step;
    }
  } while (w != end);
  return s;
}

/// The fields of one sum, each with what it started with.
ECG_RT_ALWAYS_INLINE int32_t ecg_pairs_f0(uint32_t low) {
  return (int32_t)(low & 0x3FFFFFu);
}
ECG_RT_ALWAYS_INLINE int32_t ecg_pairs_f1(uint32_t low, uint32_t high) {
#if ECG_DSP_ALL_REGISTERS
  uint32_t field = low >> 22;
  __asm__("bfi %0, %1, #10, #12" : "+r"(field) : "r"(high));
  return (int32_t)field;
#else
  return (int32_t)((low >> 22 | high << 10) & 0x3FFFFFu);
#endif
}
ECG_RT_ALWAYS_INLINE int32_t ecg_pairs_f2(uint32_t high) {
  return (int32_t)high >> 12;
}

/// What three sums know of outputs 2s-1 to 2s+5: the first lacks f2 of the sum
/// before, the last f0 of the sum after.
typedef struct ecg_pairs_out {
  int32_t v0, v1, v2, v3, v4, v5, v6;
} ecg_pairs_out_t;

ECG_RT_ALWAYS_INLINE ecg_pairs_out_t ecg_pairs_split(const ecg_pairs3_t *s) {
  const ecg_pairs_out_t out = {ecg_pairs_f0(s->a0),
                               ecg_pairs_f1(s->a0, s->a1),
                               ecg_pairs_f2(s->a1) + ecg_pairs_f0(s->b0),
                               ecg_pairs_f1(s->b0, s->b1),
                               ecg_pairs_f2(s->b1) + ecg_pairs_f0(s->c0),
                               ecg_pairs_f1(s->c0, s->c1),
                               ecg_pairs_f2(s->c1)};
  return out;
}

#endif // ECG_RT_CORTEX_M_DOT_PAIRS_H
