// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Contract of elementwise multiplication with broadcasting and a fused clamp.
#ifndef ECG_RT_MUL_H
#define ECG_RT_MUL_H

#include "ecg_rt.h"

/// dims and strides as in add.h.
typedef struct ecg_mul_f32_params {
  int32_t dims[4], a_strides[4], b_strides[4];
  float act_min, act_max; ///< -INFINITY and INFINITY: no clamp
} ecg_mul_f32_params_t;

typedef struct ecg_mul_s8_params {
  int32_t dims[4], a_strides[4], b_strides[4];
  int32_t a_zp, b_zp, out_zp; ///< in [-128, 127]
  int32_t mult, shift;        ///< of s_a*s_b/s_y, as @requant
  int32_t act_min, act_max;   ///< quantized, -128 <= act_min <= act_max <= 127
} ecg_mul_s8_params_t;

/// @mul_f32: y = clamp(a * b). In place as ecg_add_f32_fn.
typedef void ecg_mul_f32_fn(const ecg_mul_f32_params_t *p, const float *a,
                            const float *b, float *y);

/// @mul_s8: y = clamp(out_zp + @requant((a - a_zp) * (b - b_zp), mult, shift),
/// act_min, act_max). In place as ecg_add_f32_fn.
typedef void ecg_mul_s8_fn(const ecg_mul_s8_params_t *p, const int8_t *a,
                           const int8_t *b, int8_t *y);

/// The same on int16 (@q_int16): zero points 0, act_min and act_max in
/// [-32768, 32767]; the product is at most 2^30.
typedef ecg_mul_s8_params_t ecg_mul_s16_params_t;
typedef void ecg_mul_s16_fn(const ecg_mul_s16_params_t *p, const int16_t *a,
                            const int16_t *b, int16_t *y);

#endif // ECG_RT_MUL_H
