// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Contract of conversions: y[i] = x[i] in another element type. The list is the
// contract: X(cast_<from>, <to>, type of x, type of y, value for x) makes the
// kernel
//   void ecg_cast_<from>_<to>(const ecg_cast_params_t *p,
//                             const <type of x> *x, <type of y> *y);
// @cast in docs/numerics.md.
#ifndef ECG_RT_CAST_LIST_H
#define ECG_RT_CAST_LIST_H

#include "elements.h"

typedef struct ecg_cast_params {
  int32_t n;
} ecg_cast_params_t;

/// A real number without its fraction, limited to [low, low + range); NaN is 0.
/// Both ends are powers of two or 0, so that float holds them exactly.
#define ECG_RT_TRUNCATE(x, t, low, end, min, max)                              \
  ((x) != (x)     ? (t)0                                                       \
   : (x) <= (low) ? (t)(min)                                                   \
   : (x) >= (end) ? (t)(max)                                                   \
                  : (t)(x))

#define ECG_RT_CASTS_TO_REAL(X, from, t, x)                                    \
  X(cast_##from, f32, t, float, (float)(x))                                    \
  X(cast_##from, f64, t, double, (double)(x))                                  \
  X(cast_##from, f16, t, uint16_t, ecg_half_of((double)(x)))                   \
  X(cast_##from, b8, t, uint8_t, (x) != 0)

#define ECG_RT_CASTS_OF_REAL(X, from, t, x)                                    \
  ECG_RT_CASTS_TO_REAL(X, from, t, x)                                          \
  X(cast_##from, i8, t, int8_t,                                                \
    ECG_RT_TRUNCATE(x, int8_t, -0x1p7f, 0x1p7f, INT8_MIN, INT8_MAX))           \
  X(cast_##from, i16, t, int16_t,                                              \
    ECG_RT_TRUNCATE(x, int16_t, -0x1p15f, 0x1p15f, INT16_MIN, INT16_MAX))      \
  X(cast_##from, i32, t, int32_t,                                              \
    ECG_RT_TRUNCATE(x, int32_t, -0x1p31f, 0x1p31f, INT32_MIN, INT32_MAX))      \
  X(cast_##from, i64, t, int64_t,                                              \
    ECG_RT_TRUNCATE(x, int64_t, -0x1p63f, 0x1p63f, INT64_MIN, INT64_MAX))      \
  X(cast_##from, u8, t, uint8_t,                                               \
    ECG_RT_TRUNCATE(x, uint8_t, 0, 0x1p8f, 0, UINT8_MAX))                      \
  X(cast_##from, u16, t, uint16_t,                                             \
    ECG_RT_TRUNCATE(x, uint16_t, 0, 0x1p16f, 0, UINT16_MAX))                   \
  X(cast_##from, u32, t, uint32_t,                                             \
    ECG_RT_TRUNCATE(x, uint32_t, 0, 0x1p32f, 0, UINT32_MAX))                   \
  X(cast_##from, u64, t, uint64_t,                                             \
    ECG_RT_TRUNCATE(x, uint64_t, 0, 0x1p64f, 0, UINT64_MAX))

// Modulo 2^bits of the result.
#define ECG_RT_CASTS_OF_INTEGER(X, from, t, u)                                 \
  ECG_RT_CASTS_TO_REAL(X, from, t, x)                                          \
  X(cast_##from, i8, t, int8_t, (int8_t)x)                                     \
  X(cast_##from, i16, t, int16_t, (int16_t)x)                                  \
  X(cast_##from, i32, t, int32_t, (int32_t)x)                                  \
  X(cast_##from, i64, t, int64_t, (int64_t)x)                                  \
  X(cast_##from, u8, t, uint8_t, (uint8_t)x)                                   \
  X(cast_##from, u16, t, uint16_t, (uint16_t)x)                                \
  X(cast_##from, u32, t, uint32_t, (uint32_t)x)                                \
  X(cast_##from, u64, t, uint64_t, (uint64_t)x)

#define ECG_RT_CAST_KERNELS(X)                                                 \
  ECG_RT_CASTS_OF_REAL(X, f32, float, x)                                       \
  ECG_RT_CASTS_OF_REAL(X, f64, double, x)                                      \
  ECG_RT_CASTS_OF_REAL(X, f16, uint16_t, ecg_half_to_float(x))                 \
  ECG_RT_SIGNED_TYPES(ECG_RT_CASTS_OF_INTEGER, X)                              \
  ECG_RT_UNSIGNED_TYPES(ECG_RT_CASTS_OF_INTEGER, X)                            \
  ECG_RT_CASTS_OF_INTEGER(X, b8, uint8_t, uint32_t)

#endif // ECG_RT_CAST_LIST_H
