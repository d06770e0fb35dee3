// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Contract of the table look-ups that compute unary functions of integers.
#ifndef ECG_RT_LUT_H
#define ECG_RT_LUT_H

#include "ecg_rt.h"

typedef struct ecg_lut_s8_params {
  int32_t n; ///< elements
} ecg_lut_s8_params_t;

/// @lut_s8: y[i] = table[x[i] + 128]. table: int8 [256], by rising x; it holds
/// any function of one int8 argument (sigmoid, tanh, swish, leaky relu, clip,
/// requantization, ...). In place.
typedef void ecg_lut_s8_fn(const ecg_lut_s8_params_t *p, const int8_t *x,
                           const int8_t *table, int8_t *y);

/// @lut_s16: linear between the 513 knots of the table: with u = x + 32768,
/// i = u >> 7 and f = u & 127, y = table[i] + ((table[i + 1] - table[i]) * f +
/// 64 >> 7), the shift arithmetic. table: int16 [513], knot i is x = 128 i -
/// 32768 (the last one beyond int16). In place.
typedef ecg_lut_s8_params_t ecg_lut_s16_params_t;
typedef void ecg_lut_s16_fn(const ecg_lut_s16_params_t *p, const int16_t *x,
                            const int16_t *table, int16_t *y);

#endif // ECG_RT_LUT_H
