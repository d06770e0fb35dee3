// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Rounding of floats without help of libm.
#ifndef ECG_RT_REF_ROUND_HALF_EVEN_H
#define ECG_RT_REF_ROUND_HALF_EVEN_H

#include "ecg_rt.h"

/// x rounded half to even, limited to [-limit, limit] with limit an integer up
/// to 2^22; a NaN gives 0.
ECG_RT_INLINE int32_t ecg_round_half_even(float x, float limit) {
  const float t = x > limit ? limit : x < -limit ? -limit : x == x ? x : 0.0f;
  const int32_t toward_zero = (int32_t)t;
  const float rest = t - (float)toward_zero; // exact
  const float half = toward_zero & 1 ? 0.5f : 0.50000006f;
  return toward_zero + (rest >= half) - (rest <= -half);
}

#endif // ECG_RT_REF_ROUND_HALF_EVEN_H
