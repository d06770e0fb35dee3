// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Half precision by its bits: no compiler has to know the type. @half in
// docs/numerics.md.
#ifndef ECG_RT_REF_HALF_H
#define ECG_RT_REF_HALF_H

#include "ecg_rt.h"
#include <math.h>
#include <string.h>

/// The float a half stands for: exact.
ECG_RT_INLINE float ecg_half_to_float(uint16_t half) {
  const uint32_t sign = (uint32_t)(half & 0x8000) << 16;
  const uint32_t magnitude = half & 0x7fff;
  float x;
  if (magnitude < 0x400) { // subnormal
    x = (float)magnitude * 0x1p-24f;
    return sign ? -x : x;
  }
  // Infinity and NaN keep the largest exponent, others are moved.
  const uint32_t bias = magnitude < 0x7c00 ? 112u << 23 : 224u << 23;
  const uint32_t bits = sign | ((magnitude << 13) + bias);
  memcpy(&x, &bits, sizeof(x));
  return x;
}

/// The half nearest to x, ties to even; beyond 65504 and half a step infinity.
ECG_RT_INLINE uint16_t ecg_half_of(double x) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof(bits));
  const uint16_t sign = (uint16_t)(bits >> 48 & 0x8000);
  const uint64_t magnitude = bits & 0x7fffffffffffffff;
  if (x != x)
    return (uint16_t)(sign | 0x7e00);
  if (fabs(x) >= 65520)
    return (uint16_t)(sign | 0x7c00);
  if (fabs(x) < 0x1p-14) // subnormal: a number of smallest steps
    return (uint16_t)(sign | (uint16_t)rint(fabs(x) * 0x1p24));
  // 42 bits of the fraction go; what they carry moves into the exponent.
  const uint64_t up = 0x1ffffffffff + (magnitude >> 42 & 1);
  const uint64_t half = ((magnitude + up) >> 42) - (1008u << 10);
  return (uint16_t)(sign | (uint16_t)half);
}

#endif // ECG_RT_REF_HALF_H
