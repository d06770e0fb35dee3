// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The few instructions of the Armv7E-M DSP extension that the kernels of this
// set use, by arm_acle.h where the compiler has them and in portable C where it
// has not, so that the same kernels are tested bit for bit on any host.
#ifndef ECG_RT_CORTEX_M_DSP_H
#define ECG_RT_CORTEX_M_DSP_H

#include "config.h"
#include "ecg_rt.h"
#include <string.h>
#if defined(__ARM_FEATURE_DSP)
#include <arm_acle.h>
#endif

/// Whether a statement of assembly may take all but one of the registers.
/// Without optimization on the command line a frame pointer takes one of them;
/// the pragma below helps against -fno-omit-frame-pointer only.
#if defined(__ARM_FEATURE_DSP) && defined(__GNUC__) && !defined(__clang__) &&  \
    defined(__OPTIMIZE__) && !ECG_RT_OPTIMIZE_SIZE
#define ECG_DSP_ALL_REGISTERS 1
#else
#define ECG_DSP_ALL_REGISTERS 0
#endif

// Generated code has to be fast whatever the command line says, and GCC 12's
// scheduler spills the accumulators of unrolled SMLAD loops. This holds for the
// rest of the file that includes a kernel, so the kernels and their callers
// agree and inline.
#if defined(__GNUC__) && !defined(__clang__) && !ECG_RT_OPTIMIZE_SIZE
#pragma GCC optimize("O2", "no-schedule-insns", "no-schedule-insns2",          \
                     "ira-algorithm=priority", "omit-frame-pointer")
#endif

/// A part of a kernel that is to see the constant parameters of its layer.
#if ECG_RT_OPTIMIZE_SIZE
#define ECG_RT_SPECIALIZE ECG_RT_INLINE
#else
#define ECG_RT_SPECIALIZE ECG_RT_ALWAYS_INLINE
#endif

/// Two neighbouring int16 or four int8 as they lie in memory (little endian),
/// at any alignment.
ECG_RT_ALWAYS_INLINE uint32_t ecg_load_word(const void *from) {
  uint32_t word;
  memcpy(&word, from, sizeof(word));
  return word;
}

#if defined(__ARM_FEATURE_DSP)

ECG_RT_ALWAYS_INLINE uint32_t ecg_smlad(uint32_t a, uint32_t b, uint32_t acc) {
  return (uint32_t)__smlad((int16x2_t)a, (int16x2_t)b, (int32_t)acc);
}
ECG_RT_ALWAYS_INLINE uint32_t ecg_sxtb16(uint32_t a) {
  return (uint32_t)__sxtb16((int8x4_t)a);
}
ECG_RT_ALWAYS_INLINE uint32_t ecg_uxtb16(uint32_t a) {
  return (uint32_t)__uxtb16((uint8x4_t)a);
}
// arm_acle.h has neither the rotation nor PKHBT, and GCC 12 finds neither.
ECG_RT_ALWAYS_INLINE uint32_t ecg_uxtb16_high(uint32_t a) {
  uint32_t halves;
  __asm__("uxtb16 %0, %1, ror #8" : "=r"(halves) : "r"(a));
  return halves;
}
ECG_RT_ALWAYS_INLINE uint32_t ecg_sxtb16_high(uint32_t a) {
  uint32_t halves;
  __asm__("sxtb16 %0, %1, ror #8" : "=r"(halves) : "r"(a));
  return halves;
}
ECG_RT_ALWAYS_INLINE uint32_t ecg_pkhbt(uint32_t lo, uint32_t hi) {
  uint32_t halves;
  __asm__("pkhbt %0, %1, %2, lsl #16" : "=r"(halves) : "r"(lo), "r"(hi));
  return halves;
}
ECG_RT_ALWAYS_INLINE uint32_t ecg_pkhtb(uint32_t lo, uint32_t hi) {
  uint32_t halves;
  __asm__("pkhtb %0, %2, %1, asr #16" : "=r"(halves) : "r"(lo), "r"(hi));
  return halves;
}
ECG_RT_ALWAYS_INLINE int32_t ecg_qadd(int32_t a, int32_t b) {
  return __qadd(a, b);
}
ECG_RT_ALWAYS_INLINE uint32_t ecg_positive16(uint32_t a) {
  uint32_t halves;
  __asm__("usat16 %0, #15, %1" : "=r"(halves) : "r"(a));
  return halves;
}
ECG_RT_ALWAYS_INLINE int32_t ecg_smmla(int32_t a, int32_t b, int32_t acc) {
  int32_t sum;
  __asm__("smmla %0, %1, %2, %3" : "=r"(sum) : "r"(a), "r"(b), "r"(acc));
  return sum;
}
ECG_RT_ALWAYS_INLINE uint32_t ecg_ssub16(uint32_t a, uint32_t b) {
  return (uint32_t)__ssub16((int16x2_t)a, (int16x2_t)b);
}
// The __ssat of GCC 12's arm_acle.h is a macro that -Wconversion refuses.
ECG_RT_ALWAYS_INLINE int32_t ecg_ssat8(int32_t v) {
  return (int32_t)__builtin_arm_ssat(v, 8);
}

#else

/// acc + a.lo * b.lo + a.hi * b.hi modulo 2^32, halves signed.
ECG_RT_ALWAYS_INLINE uint32_t ecg_smlad(uint32_t a, uint32_t b, uint32_t acc) {
  const int32_t lo = (int16_t)(a & 0xFFFFu) * (int16_t)(b & 0xFFFFu);
  const int32_t hi = (int16_t)(a >> 16) * (int16_t)(b >> 16);
  return acc + (uint32_t)lo + (uint32_t)hi;
}

/// Bytes 0 and 2, sign-extended to the two halves.
ECG_RT_ALWAYS_INLINE uint32_t ecg_sxtb16(uint32_t a) {
  const int32_t lo = (int8_t)(a & 0xFFu), hi = (int8_t)(a >> 16 & 0xFFu);
  return ((uint32_t)lo & 0xFFFFu) | (uint32_t)hi << 16;
}

/// Bytes 0 and 2, and bytes 1 and 3, as unsigned halves.
ECG_RT_ALWAYS_INLINE uint32_t ecg_uxtb16(uint32_t a) { return a & 0xFF00FFu; }
ECG_RT_ALWAYS_INLINE uint32_t ecg_uxtb16_high(uint32_t a) {
  return a >> 8 & 0xFF00FFu;
}

/// Bytes 1 and 3, sign-extended to the two halves.
ECG_RT_ALWAYS_INLINE uint32_t ecg_sxtb16_high(uint32_t a) {
  return ecg_sxtb16(a >> 8);
}

/// The low halves of both, side by side; the high ones.
ECG_RT_ALWAYS_INLINE uint32_t ecg_pkhbt(uint32_t lo, uint32_t hi) {
  return (lo & 0xFFFFu) | hi << 16;
}
ECG_RT_ALWAYS_INLINE uint32_t ecg_pkhtb(uint32_t lo, uint32_t hi) {
  return lo >> 16 | (hi & 0xFFFF0000u);
}

/// a + b limited to int32.
ECG_RT_ALWAYS_INLINE int32_t ecg_qadd(int32_t a, int32_t b) {
  const int64_t sum = (int64_t)a + b;
  return (int32_t)(sum < INT32_MIN   ? INT32_MIN
                   : sum > INT32_MAX ? INT32_MAX
                                     : sum);
}

/// a - b in each half, modulo 2^16.
ECG_RT_ALWAYS_INLINE uint32_t ecg_ssub16(uint32_t a, uint32_t b) {
  return ((a - b) & 0xFFFFu) | ((a >> 16) - (b >> 16)) << 16;
}

/// Both halves where they are positive, else 0.
ECG_RT_ALWAYS_INLINE uint32_t ecg_positive16(uint32_t a) {
  return (a & 0x8000u ? 0 : a & 0xFFFFu) | (a >> 31 ? 0 : a & 0xFFFF0000u);
}

/// acc + floor(a * b / 2^32).
ECG_RT_ALWAYS_INLINE int32_t ecg_smmla(int32_t a, int32_t b, int32_t acc) {
  return acc + (int32_t)((int64_t)a * b >> 32);
}

/// v limited to int8.
ECG_RT_ALWAYS_INLINE int32_t ecg_ssat8(int32_t v) {
  return v < INT8_MIN ? INT8_MIN : v > INT8_MAX ? INT8_MAX : v;
}

#endif

#endif // ECG_RT_CORTEX_M_DSP_H
