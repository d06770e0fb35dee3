// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the kernels of this set share: how they are compiled, and the high word
// of a product on cores that multiply 32 bits by 32 to 32 only.
#ifndef ECG_RT_SCALAR_SCALAR_H
#define ECG_RT_SCALAR_SCALAR_H

#include "config.h"
#include "requantize.h"

// Generated code has to be fast whatever the command line says. This holds for
// the rest of the file that includes a kernel, so the kernels and their callers
// agree and inline.
#if defined(__GNUC__) && !defined(__clang__) && !ECG_RT_OPTIMIZE_SIZE
#pragma GCC optimize("O2", "no-schedule-insns", "omit-frame-pointer")
#endif

/// A kernel that is to see the constant parameters of its layer.
#if ECG_RT_OPTIMIZE_SIZE
#define ECG_SCALAR_KERNEL ECG_RT_INLINE
#else
#define ECG_SCALAR_KERNEL ECG_RT_ALWAYS_INLINE
#endif

/// Output channels computed together, 1 or 4: four by four positions are 16
/// sums, which an Arm core has no registers for. Weights are packed alike.
#ifndef ECG_SCALAR_CHANNELS
#if defined(__arm__)
#define ECG_SCALAR_CHANNELS 1
#else
#define ECG_SCALAR_CHANNELS 4
#endif
#endif

/// Has the compiler load anew what follows, instead of keeping inputs that two
/// taps share: with eight registers keeping costs more moves than loads.
#if defined(__GNUC__) && defined(__arm__)
#define ECG_SCALAR_LOAD_ANEW() __asm__ volatile("" ::: "memory")
#else
#define ECG_SCALAR_LOAD_ANEW() ((void)0)
#endif

/// Has the compiler add to four sums tap by tap: it would put off the sums of
/// several taps and run out of registers for their products.
#if defined(__GNUC__) && !defined(__arm__)
#define ECG_SCALAR_KEEP4(a, b, c, d)                                           \
  __asm__ volatile("" : "+r"(a), "+r"(b), "+r"(c), "+r"(d))
#else
#define ECG_SCALAR_KEEP4(a, b, c, d) ((void)0)
#endif

/// Before a loop over taps. Distances are then constants, and an input that
/// several taps share stays in its register.
#if defined(__GNUC__) && !defined(__clang__) && !ECG_RT_OPTIMIZE_SIZE
#define ECG_SCALAR_UNROLL _Pragma("GCC unroll 16")
#else
#define ECG_SCALAR_UNROLL
#endif

/// floor(a * b / 2^32) by four products of halves (Warren, Hacker's Delight,
/// 8-2): no part of it leaves 32 bits.
ECG_RT_ALWAYS_INLINE int32_t ecg_mulh_by_halves(int32_t a, int32_t b) {
  const uint32_t a_lo = (uint32_t)a & 0xFFFFu, b_lo = (uint32_t)b & 0xFFFFu;
  const int32_t a_hi = a >> 16, b_hi = b >> 16;
  const int32_t middle = (int32_t)((uint32_t)a_hi * b_lo + (a_lo * b_lo >> 16));
  const int32_t rest =
      (int32_t)(a_lo * (uint32_t)b_hi + ((uint32_t)middle & 0xFFFFu));
  return a_hi * b_hi + (middle >> 16) + (rest >> 16);
}

/// floor(a * b / 2^32): one instruction (RV32M) or two (Armv7-M), or the halves
/// (Armv6-M, where a 64-bit product is a call).
ECG_RT_ALWAYS_INLINE int32_t ecg_mulh(int32_t a, int32_t b) {
#if defined(__ARM_ARCH_6M__) || defined(__ARM_ARCH_8M_BASE__)
  return ecg_mulh_by_halves(a, b);
#else
  return (int32_t)((int64_t)a * b >> 32);
#endif
}

/// Any shift. Rare, so it is shared by all layers.
ECG_RT_NOINLINE int8_t ecg_requant_any(int32_t acc, int32_t mult, int32_t shift,
                                       int32_t zp, int32_t lo, int32_t hi) {
  return ecg_clamp_s8(zp + ecg_requant(acc, mult, shift), lo, hi);
}

/// clamp(zp + @requant(acc, mult, shift), lo, hi). From shift 33 on the
/// rounding constant is a multiple of 2^32: the low word of the product cannot
/// carry into the result. Up to 52 it and the zero point, shifted, are below
/// 2^28.
ECG_RT_ALWAYS_INLINE int8_t ecg_requant_s8(int32_t acc, int32_t mult,
                                           int32_t shift, int32_t zp,
                                           int32_t lo, int32_t hi) {
  if (shift < 33 || shift > 52)
    return ecg_requant_any(acc, mult, shift, zp, lo, hi);
  const int32_t start =
      ((int32_t)1 << (shift - 33)) + (int32_t)((uint32_t)zp << (shift - 32));
  const int32_t v = (ecg_mulh(acc, mult) + start) >> (shift - 32);
  return (int8_t)(v < lo ? lo : v > hi ? hi : v);
}

#endif // ECG_RT_SCALAR_SCALAR_H
