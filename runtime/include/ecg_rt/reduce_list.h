// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Contract of the reductions: one result for all elements along some
// dimensions. The list is the contract: X(function, suffix, type, sum, start,
// step, finish) makes the kernel
//   void ecg_<function>_<suffix>(const ecg_reduce_params_t *p,
//                                const type *x, type *y);
// which for each element of y sets acc, a `sum`, to `start`, then to `step` for
// each x of the `count` it stands for, rising, and writes `finish`. `first` is
// the first of those elements. @reduce in docs/numerics.md.
#ifndef ECG_RT_REDUCE_LIST_H
#define ECG_RT_REDUCE_LIST_H

#include "ecg_rt.h"

typedef struct ecg_reduce_params {
  int32_t dims[6];    ///< the first three are those of y, the others reduced
  int32_t strides[6]; ///< of x, in elements
} ecg_reduce_params_t;

/// exp(x) summed without overflow: `sum` counts in units of exp(high).
typedef struct ecg_exp_sum_f32 {
  float high, sum;
} ecg_exp_sum_f32_t;
typedef struct ecg_exp_sum_f64 {
  double high, sum;
} ecg_exp_sum_f64_t;

#define ECG_RT_REDUCE_ORDERED(X, suffix, type)                                 \
  X(reduce_max, suffix, type, type, first, x > acc ? x : acc, acc)             \
  X(reduce_min, suffix, type, type, first, x < acc ? x : acc, acc)

#define ECG_RT_REDUCE_REAL(X, suffix, type, abs, sqrt, log)                    \
  ECG_RT_REDUCE_ORDERED(X, suffix, type)                                       \
  X(reduce_sum, suffix, type, type, 0, acc + x, acc)                           \
  X(reduce_mean, suffix, type, type, 0, acc + x, acc / (type)count)            \
  X(reduce_prod, suffix, type, type, 1, (acc * x), acc)                        \
  X(reduce_sum_square, suffix, type, type, 0, acc + x * x, acc)                \
  X(reduce_l1, suffix, type, type, 0, acc + abs(x), acc)                       \
  X(reduce_l2, suffix, type, type, 0, acc + x * x, sqrt(acc))                  \
  X(reduce_log_sum, suffix, type, type, 0, acc + x, log(acc))                  \
  X(reduce_log_sum_exp, suffix, type, ecg_exp_sum_##suffix##_t,                \
    ecg_exp_sum_start_##suffix(), ecg_exp_sum_add_##suffix(acc, x),            \
    acc.high + log(acc.sum))

// Modulo 2^bits; `bits` is the unsigned type of the same size. The mean is
// taken of a sum in int64 and truncated.
#define ECG_RT_REDUCE_INTEGER(X, suffix, type, bits)                           \
  ECG_RT_REDUCE_ORDERED(X, suffix, type)                                       \
  X(reduce_sum, suffix, type, bits, 0, acc + (bits)x, (type)acc)               \
  X(reduce_mean, suffix, type, uint64_t, 0, acc + (uint64_t)x,                 \
    (type)((int64_t)acc / count))                                              \
  X(reduce_prod, suffix, type, bits, 1, (acc * (bits)x), (type)acc)            \
  X(reduce_sum_square, suffix, type, bits, 0, acc + (bits)x * (bits)x,         \
    (type)acc)                                                                 \
  X(reduce_l1, suffix, type, bits, 0, acc + (x > 0 ? (bits)x : 0u - (bits)x),  \
    (type)acc)

#define ECG_RT_REDUCE_KERNELS(X)                                               \
  ECG_RT_REDUCE_REAL(X, f32, float, fabsf, sqrtf, logf)                        \
  ECG_RT_REDUCE_REAL(X, f64, double, fabs, sqrt, log)                          \
  ECG_RT_REDUCE_INTEGER(X, i32, int32_t, uint32_t)                             \
  ECG_RT_REDUCE_INTEGER(X, i64, int64_t, uint64_t)                             \
  ECG_RT_REDUCE_INTEGER(X, u32, uint32_t, uint32_t)                            \
  ECG_RT_REDUCE_INTEGER(X, u64, uint64_t, uint64_t)                            \
  ECG_RT_REDUCE_ORDERED(X, i8, int8_t)                                         \
  ECG_RT_REDUCE_ORDERED(X, i16, int16_t)                                       \
  ECG_RT_REDUCE_ORDERED(X, u8, uint8_t)                                        \
  ECG_RT_REDUCE_ORDERED(X, b8, uint8_t)

typedef struct ecg_reduce_sum_s8_params {
  int32_t dims[6], strides[6]; ///< as above, fewer than 2^23 reduced elements
  int32_t mult, shift;         ///< of s_x/s_y, for a mean over their number
  int32_t in_zp, out_zp;       ///< in [-128, 127]
  int32_t act_min, act_max;    ///< -128 <= act_min <= act_max <= 127
} ecg_reduce_sum_s8_params_t;

/// @reduce_sum_s8: acc = sum of (x - in_zp) in int32; y = clamp(out_zp +
/// @requant(acc, mult, shift), act_min, act_max).
typedef void ecg_reduce_sum_s8_fn(const ecg_reduce_sum_s8_params_t *p,
                                  const int8_t *x, int8_t *y);

/// The same on int16 (@q_int16): zero points 0, act_min and act_max in
/// [-32768, 32767], fewer than 2^15 reduced elements.
typedef ecg_reduce_sum_s8_params_t ecg_reduce_sum_s16_params_t;
typedef void ecg_reduce_sum_s16_fn(const ecg_reduce_sum_s16_params_t *p,
                                   const int16_t *x, int16_t *y);

#endif // ECG_RT_REDUCE_LIST_H
