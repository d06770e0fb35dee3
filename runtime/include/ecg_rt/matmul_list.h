// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Contract of the product of two matrices computed at run time, or of stacks of
// them: operands and result may lie in memory in any order of dimensions.
#ifndef ECG_RT_MATMUL_LIST_H
#define ECG_RT_MATMUL_LIST_H

#include "ecg_rt.h"

/// Strides are in elements: of the four batch dimensions (0 where a factor
/// repeats), then of a row and a column of the matrix.
typedef struct ecg_matmul_params {
  int32_t batch[4];
  int32_t rows, depth, columns; ///< a: rows x depth, b: depth x columns
  int32_t a_strides[6], b_strides[6], y_strides[6];
  float alpha; ///< factor of the products of real numbers
} ecg_matmul_params_t;

typedef struct ecg_matmul_s8_params {
  int32_t batch[4];
  int32_t rows, depth, columns;
  int32_t a_strides[6], b_strides[6], y_strides[6];
  int32_t a_zp, b_zp, out_zp; ///< in [-128, 127]
  int32_t mult, shift;        ///< of alpha*s_a*s_b/s_y, as @requant
  int32_t act_min, act_max;   ///< quantized, -128 <= act_min <= act_max <= 127
} ecg_matmul_s8_params_t;

/// @matmul: y[i][j] = alpha * sum over k of a[i][k] * b[k][j] for every index
/// of the batch, in rising k. X(suffix, type of elements, type of the sum,
/// value for the sum) makes the kernel
///   void ecg_matmul_<suffix>(const ecg_matmul_params_t *p,
///                            const type *a, const type *b, type *y);
/// Integers are added modulo 2^bits and have no alpha.
#define ECG_RT_MATMUL_KERNELS(X)                                               \
  X(f32, float, float, p->alpha *sum)                                          \
  X(f64, double, double, (double)p->alpha *sum)                                \
  X(i32, int32_t, uint32_t, (int32_t)sum)                                      \
  X(i64, int64_t, uint64_t, (int64_t)sum)                                      \
  X(u32, uint32_t, uint32_t, sum)                                              \
  X(u64, uint64_t, uint64_t, sum)

/// @matmul_s8: acc = sum of (a[i][k] - a_zp) * (b[k][j] - b_zp) in int32;
/// y = clamp(out_zp + @requant(acc, mult, shift), act_min, act_max).
/// depth <= 33024, so that no accumulator overflows.
typedef void ecg_matmul_s8_fn(const ecg_matmul_s8_params_t *p, const int8_t *a,
                              const int8_t *b, int8_t *y);

#endif // ECG_RT_MATMUL_LIST_H
