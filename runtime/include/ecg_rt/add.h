// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Contract of elementwise addition with broadcasting and a fused clamp.
#ifndef ECG_RT_ADD_H
#define ECG_RT_ADD_H

#include "ecg_rt.h"

/// y is dense with dims[0..3], outermost first; element (i0..i3) of an operand
/// is at the sum of i_n * strides[n], in elements; a stride of 0 broadcasts.
/// Lower ranks lead with dims of 1.
typedef struct ecg_add_f32_params {
  int32_t dims[4], a_strides[4], b_strides[4];
  float act_min, act_max; ///< -INFINITY and INFINITY: no clamp
} ecg_add_f32_params_t;

typedef struct ecg_add_s8_params {
  int32_t dims[4], a_strides[4], b_strides[4];
  int32_t a_zp, b_zp, out_zp;    ///< in [-128, 127]
  int32_t a_mult, b_mult, shift; ///< |mult| <= 2^22, shift in [1, 23]
  int32_t act_min, act_max; ///< quantized, -128 <= act_min <= act_max <= 127
} ecg_add_s8_params_t;

/// @add_f32: y = clamp(a + b). In place: y may be a dense a or b (the strides
/// of a dense tensor of these dims), exactly, not shifted.
typedef void ecg_add_f32_fn(const ecg_add_f32_params_t *p, const float *a,
                            const float *b, float *y);

/// @add_s8: t = (a - a_zp) * a_mult + (b - b_zp) * b_mult in int32;
/// y = clamp(out_zp + ((t + 2^(shift-1)) >> shift), act_min, act_max), shift
/// arithmetic. a_mult = s_a/s_y * 2^shift rounded half to even, likewise b (a
/// negative b_mult subtracts). In place as ecg_add_f32_fn.
typedef void ecg_add_s8_fn(const ecg_add_s8_params_t *p, const int8_t *a,
                           const int8_t *b, int8_t *y);

/// @add_s16: the same on int16 (@q_int16) with t in int64: zero points 0,
/// |mult| <= 2^29, shift in [1, 30], act_min and act_max in [-32768, 32767].
typedef ecg_add_s8_params_t ecg_add_s16_params_t;
typedef void ecg_add_s16_fn(const ecg_add_s16_params_t *p, const int16_t *a,
                            const int16_t *b, int16_t *y);

#endif // ECG_RT_ADD_H
