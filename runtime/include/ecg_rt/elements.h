// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The element types of kernels, for the lists of kernel families: suffix, C
// type, and an unsigned type of at least 32 bits in which integers wrap without
// undefined behaviour. @elements in docs/numerics.md.
#ifndef ECG_RT_ELEMENTS_H
#define ECG_RT_ELEMENTS_H

#include "ecg_rt.h"

/// LIST(X, suffix, type, wrapping type) for each.
#define ECG_RT_SIGNED_TYPES(LIST, X)                                           \
  LIST(X, i8, int8_t, uint32_t)                                                \
  LIST(X, i16, int16_t, uint32_t)                                              \
  LIST(X, i32, int32_t, uint32_t)                                              \
  LIST(X, i64, int64_t, uint64_t)

#define ECG_RT_UNSIGNED_TYPES(LIST, X)                                         \
  LIST(X, u8, uint8_t, uint32_t)                                               \
  LIST(X, u16, uint16_t, uint32_t)                                             \
  LIST(X, u32, uint32_t, uint32_t)                                             \
  LIST(X, u64, uint64_t, uint64_t)

/// Names of <math.h> for float and for double.
#define ECG_RT_MATH_F32(name) name##f
#define ECG_RT_MATH_F64(name) name

#endif // ECG_RT_ELEMENTS_H
