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

#include "ecg_rt.h"

typedef struct ecg_binary_params {
  int32_t dims[6];
  int32_t a_strides[6], b_strides[6]; ///< in elements, 0 where it repeats
} ecg_binary_params_t;

#define ECG_RT_BINARY_KERNELS(X)                                               \
  X(add, i64, int64_t, (int64_t)((uint64_t)a + (uint64_t)b))                   \
  X(sub, f32, float, a - b)                                                    \
  X(sub, i64, int64_t, (int64_t)((uint64_t)a - (uint64_t)b))                   \
  X(div, f32, float, a / b)                                                    \
  X(pow, f32, float, powf(a, b))

#endif // ECG_RT_BINARY_LIST_H
