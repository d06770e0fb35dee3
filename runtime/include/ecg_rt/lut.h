// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Contract of the table look-up that computes every unary int8 function.
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

#endif // ECG_RT_LUT_H
