// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Contract of layer normalization with a scale and a shift an element.
#ifndef ECG_RT_LAYER_NORM_H
#define ECG_RT_LAYER_NORM_H

#include "ecg_rt.h"

typedef struct ecg_layer_norm_f32_params {
  int32_t outer, n, inner; ///< tensors are [outer][n][inner], statistics over n
  float epsilon;
} ecg_layer_norm_f32_params_t;

typedef struct ecg_layer_norm_s8_params {
  int32_t outer, n, inner;             ///< n <= 32767
  int32_t epsilon_mult, epsilon_shift; ///< mult in [0, 2^31), shift in [0, 29]
  int32_t shift;                       ///< of the tables, in [1, 30]
  int32_t out_zp;                      ///< in [-128, 127]
  int32_t act_min, act_max; ///< quantized, -128 <= act_min <= act_max <= 127
} ecg_layer_norm_s8_params_t;

/// @layer_norm_f32: mean = sum of x / n, variance = sum of (x - mean)^2 / n,
/// y[i] = (x[i] - mean) / sqrtf(variance + epsilon) * scale[i] + offset[i],
/// in float32 in rising i. In place.
typedef void ecg_layer_norm_f32_fn(const ecg_layer_norm_f32_params_t *p,
                                   const float *x, const float *scale,
                                   const float *offset, float *y);

/// @layer_norm_s8: with E = epsilon_mult * 2^epsilon_shift = n^2 epsilon/s_x^2,
///   D = max(1, n * (sum of x^2) - (sum of x)^2 + E), below 2^61
///   R = floor(sqrt(D * 4^s)), s the largest with D * 4^s < 2^62
///   t[i] = @round_shift((n * x[i] - sum of x) * floor(2^62 / R), 42 - s)
///   y[i] = clamp(out_zp + @round_shift(t[i] * mult[i] + offset[i] * 2^20,
///                shift + 20), act_min, act_max)
/// in int64. t is the normalized x in steps of 2^-20. mult, offset: int32 [n],
/// magnitude at most 2^30, of scale[i]/s_y and offset[i]/s_y times 2^shift.
/// In place.
typedef void ecg_layer_norm_s8_fn(const ecg_layer_norm_s8_params_t *p,
                                  const int8_t *x, const int32_t *mult,
                                  const int32_t *offset, int8_t *y);

#endif // ECG_RT_LAYER_NORM_H
