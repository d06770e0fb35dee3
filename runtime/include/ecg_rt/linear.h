// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Contract of the fully connected layer with a fused clamp.
#ifndef ECG_RT_LINEAR_H
#define ECG_RT_LINEAR_H

#include "ecg_rt.h"

typedef struct ecg_linear_f32_params {
  int32_t rows, in_features, out_features;
  float act_min, act_max; ///< -INFINITY and INFINITY: no clamp
} ecg_linear_f32_params_t;

typedef struct ecg_linear_s8_params {
  int32_t rows, in_features, out_features;
  int32_t in_zp, out_zp;    ///< in [-128, 127]
  int32_t act_min, act_max; ///< quantized, -128 <= act_min <= act_max <= 127
} ecg_linear_s8_params_t;

/// @linear_f32: y[r][o] = clamp(bias[o] + sum over i of w[o][i] * x[r][i]) in
/// float32, in the order of i, bias first. x: [rows][in_features].
/// w: packed from [out_features][in_features]. y: [rows][out_features].
typedef void ecg_linear_f32_fn(const ecg_linear_f32_params_t *p, const float *x,
                               const float *w, const float *bias, float *y);

/// @linear_s8: acc = bias[o] + sum of w[o][i] * (x[r][i] - in_zp) in int32;
/// y[r][o] = clamp(out_zp + @requant(acc, mult[o], shift[o]), act_min,
/// act_max).
/// Ranges and tables as in ecg_conv1d_s8_fn, one entry an output feature.
typedef void ecg_linear_s8_fn(const ecg_linear_s8_params_t *p, const int8_t *x,
                              const int8_t *w, const int32_t *bias,
                              const int32_t *mult, const int8_t *shift,
                              int8_t *y, void *scratch);

/// @linear_s8 on int16, as @conv1d_s16 is @conv1d_s8.
typedef ecg_linear_s8_params_t ecg_linear_s16_params_t;
typedef void ecg_linear_s16_fn(const ecg_linear_s16_params_t *p,
                               const int16_t *x, const int8_t *w,
                               const int32_t *bias, const int32_t *mult,
                               const int8_t *shift, int16_t *y, void *scratch);

/// Companions as in conv1d.h: ecg_linear_{s8,s16}_{scratch_bytes,
/// packed_bytes,pack} and ecg_linear_f32_{packed_bytes,pack}.
typedef size_t ecg_linear_s8_bytes_fn(const ecg_linear_s8_params_t *p);
typedef void ecg_linear_s8_pack_fn(const ecg_linear_s8_params_t *p,
                                   const int8_t *w, int8_t *packed);
typedef ecg_linear_s8_bytes_fn ecg_linear_s16_bytes_fn;
typedef ecg_linear_s8_pack_fn ecg_linear_s16_pack_fn;
typedef size_t ecg_linear_f32_bytes_fn(const ecg_linear_f32_params_t *p);
typedef void ecg_linear_f32_pack_fn(const ecg_linear_f32_params_t *p,
                                    const float *w, float *packed);

#endif // ECG_RT_LINEAR_H
