// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Functions of two elements (contract: binary_list.h).
#ifndef ECG_RT_REF_BINARY_H
#define ECG_RT_REF_BINARY_H

#include "broadcast.h"
#include <math.h>

/// base^exponent modulo 2^64. A negative exponent leaves the integer part of
/// the quotient: 0 but for bases of 1 and -1; also 0 for the quotient by 0.
ECG_RT_INLINE uint64_t ecg_integer_pow(int64_t base, int64_t exponent) {
  if (exponent < 0 && base != 1 && base != -1)
    return 0;
  uint64_t power = 1, factor = (uint64_t)base;
  uint64_t rest = exponent < 0 ? 0 - (uint64_t)exponent : (uint64_t)exponent;
  for (; rest > 0; rest >>= 1, factor *= factor) // at most 64 times
    if (rest & 1)
      power *= factor;
  return power;
}

#define ECG_RT_DEFINE_BINARY(function, suffix, type, value)                    \
  ECG_RT_DEFINE_BROADCAST(function, suffix, type, type, value)
ECG_RT_BINARY_KERNELS(ECG_RT_DEFINE_BINARY)
#undef ECG_RT_DEFINE_BINARY

#endif // ECG_RT_REF_BINARY_H
