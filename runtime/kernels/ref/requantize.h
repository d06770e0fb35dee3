// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Fixed-point arithmetic shared by the integer kernels of every set: @requant
// and clamping. Relies on >> of a negative number being arithmetic, as it is on
// every compiler we know; the array below fails to compile elsewhere.
#ifndef ECG_RT_REF_REQUANTIZE_H
#define ECG_RT_REF_REQUANTIZE_H

#include "ecg_rt.h"

typedef char ecg_rt_shift_is_arithmetic[(-3 >> 1) == -2 ? 1 : -1];

/// v limited to [lo, hi], both inside int8.
ECG_RT_INLINE int8_t ecg_clamp_s8(int64_t v, int32_t lo, int32_t hi) {
  return (int8_t)(v < lo ? lo : v > hi ? hi : v);
}

/// v limited to [lo, hi], both inside int16.
ECG_RT_INLINE int16_t ecg_clamp_s16(int64_t v, int32_t lo, int32_t hi) {
  return (int16_t)(v < lo ? lo : v > hi ? hi : v);
}

/// @round_shift: floor((v + 2^(shift-1)) / 2^shift), half rounds up. shift in
/// [1, 62], v + 2^(shift-1) inside int64.
ECG_RT_INLINE int64_t ecg_round_shift(int64_t v, int32_t shift) {
  return (v + ((int64_t)1 << (shift - 1))) >> shift;
}

/// @requant: acc * mult / 2^shift, rounded by @round_shift. mult in [0, 2^31).
ECG_RT_INLINE int64_t ecg_requant(int32_t acc, int32_t mult, int32_t shift) {
  return ecg_round_shift((int64_t)acc * mult, shift);
}

/// @requant for shift in [33, 62], where the rounding constant is a multiple of
/// 2^32: the low word of the product cannot carry into the result.
ECG_RT_ALWAYS_INLINE int32_t ecg_requant_high(int32_t acc, int32_t mult,
                                              int32_t shift) {
  const int32_t high = (int32_t)((int64_t)acc * mult >> 32);
  return (high + ((int32_t)1 << (shift - 33))) >> (shift - 32);
}

/// @requant_wide: the same for |acc| <= 2^38 and mult in [0, 2^24).
ECG_RT_INLINE int64_t ecg_requant_wide(int64_t acc, int32_t mult,
                                       int32_t shift) {
  return ecg_round_shift(acc * mult, shift);
}

#endif // ECG_RT_REF_REQUANTIZE_H
