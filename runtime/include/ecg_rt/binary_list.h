// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Contract of the functions of two elements, with broadcasting:
//   y[i] = f(a[i . a_strides], b[i . b_strides]) for all i below dims, y dense.
// In place on an operand that is not broadcast. The list is the contract:
// X(function, suffix, type, value for a and b) makes the kernel
//   void ecg_<function>_<suffix>(const ecg_binary_params_t *p,
//                                const type *a, const type *b, type *y);
// @binary in docs/numerics.md.
#ifndef ECG_RT_BINARY_LIST_H
#define ECG_RT_BINARY_LIST_H

#include "elements.h"

typedef struct ecg_binary_params {
  int32_t dims[6];
  int32_t a_strides[6], b_strides[6]; ///< in elements, 0 where it repeats
} ecg_binary_params_t;

// NaN wins over numbers in min and max. The remainder has the sign of the
// divisor in mod, of the dividend in fmod.
#define ECG_RT_BINARY_REAL(X, s, t, m)                                         \
  X(sub, s, t, a - b)                                                          \
  X(div, s, t, a / b)                                                          \
  X(mod, s, t, a - b * m(floor)(a / b))                                        \
  X(fmod, s, t, m(fmod)(a, b))                                                 \
  X(pow, s, t, m(pow)(a, b))                                                   \
  X(min, s, t, a < b || a != a ? a : b)                                        \
  X(max, s, t, a > b || a != a ? a : b)                                        \
  X(prelu, s, t, a < 0 ? a * b : a)

// Modulo 2^bits.
#define ECG_RT_BINARY_INTEGER(X, s, t, u)                                      \
  X(add, s, t, (t)((u)a + (u)b))                                               \
  X(sub, s, t, (t)((u)a - (u)b))                                               \
  X(mul, s, t, (t)((u)a * (u)b))                                               \
  X(min, s, t, a < b ? a : b)                                                  \
  X(max, s, t, a > b ? a : b)                                                  \
  X(bitwise_and, s, t, (t)(a & b))                                             \
  X(bitwise_or, s, t, (t)(a | b))                                              \
  X(bitwise_xor, s, t, (t)(a ^ b))

/// The remainder with the sign of the dividend. By -1 it is 0 and by 0 it is
/// defined as 0; the machine's division is undefined there.
#define ECG_RT_REST(a, b) ((b) == 0 || (b) == -1 ? 0 : (a) % (b))

// A quotient by 0 is defined as 0.
#define ECG_RT_BINARY_SIGNED(X, s, t, u)                                       \
  ECG_RT_BINARY_INTEGER(X, s, t, u)                                            \
  X(div, s, t, (t)(b == 0 ? 0 : b == -1 ? (t)((u)0 - (u)a) : a / b))           \
  X(fmod, s, t, (t)ECG_RT_REST(a, b))                                          \
  X(mod, s, t,                                                                 \
    (t)(ECG_RT_REST(a, b) != 0 && (a < 0) != (b < 0) ? ECG_RT_REST(a, b) + b   \
                                                     : ECG_RT_REST(a, b)))     \
  X(prelu, s, t, (t)(a < 0 ? (u)a * (u)b : (u)a))

// A shift by all bits or more leaves nothing.
#define ECG_RT_BINARY_UNSIGNED(X, s, t, u)                                     \
  ECG_RT_BINARY_INTEGER(X, s, t, u)                                            \
  X(div, s, t, (t)(b == 0 ? 0 : a / b))                                        \
  X(fmod, s, t, (t)(b == 0 ? 0 : a % b))                                       \
  X(mod, s, t, (t)(b == 0 ? 0 : a % b))                                        \
  X(shift_left, s, t, (t)(b < 8 * sizeof(t) ? (u)a << b : 0))                  \
  X(shift_right, s, t, (t)(b < 8 * sizeof(t) ? (u)a >> b : 0))

#define ECG_RT_BINARY_KERNELS(X)                                               \
  ECG_RT_BINARY_REAL(X, f32, float, ECG_RT_MATH_F32)                           \
  ECG_RT_BINARY_REAL(X, f64, double, ECG_RT_MATH_F64)                          \
  X(add, f64, double, a + b)                                                   \
  X(mul, f64, double, a *b)                                                    \
  ECG_RT_SIGNED_TYPES(ECG_RT_BINARY_SIGNED, X)                                 \
  ECG_RT_UNSIGNED_TYPES(ECG_RT_BINARY_UNSIGNED, X)                             \
  X(pow, i32, int32_t, (int32_t)ecg_integer_pow(a, b))                         \
  X(pow, i64, int64_t, (int64_t)ecg_integer_pow(a, b))                         \
  X(and, b8, uint8_t, (uint8_t)(a & b))                                        \
  X(or, b8, uint8_t, (uint8_t)(a | b))                                         \
  X(xor, b8, uint8_t, (uint8_t)(a ^ b))

#endif // ECG_RT_BINARY_LIST_H
