// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Contract of the general transposition.
#ifndef ECG_RT_TRANSPOSE_H
#define ECG_RT_TRANSPOSE_H

#include "ecg_rt.h"

/// y is dense with dims[0..5], outermost first (lower ranks lead with 1);
/// x_strides[n] is the step in x, in elements, along axis n of y.
typedef struct ecg_transpose_f32_params {
  int32_t dims[6], x_strides[6];
} ecg_transpose_f32_params_t;
typedef ecg_transpose_f32_params_t ecg_transpose_s8_params_t;

/// y[i0..i5] = x[sum of i_n * x_strides[n]].
typedef void ecg_transpose_f32_fn(const ecg_transpose_f32_params_t *p,
                                  const float *x, float *y);
typedef void ecg_transpose_s8_fn(const ecg_transpose_s8_params_t *p,
                                 const int8_t *x, int8_t *y);

#endif // ECG_RT_TRANSPOSE_H
