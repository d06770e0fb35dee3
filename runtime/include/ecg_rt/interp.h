// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Contract of interpolation along one axis by tables: ONNX Resize is one call
// for each axis that changes.
#ifndef ECG_RT_INTERP_H
#define ECG_RT_INTERP_H

#include "ecg_rt.h"

/// Output o of the axis is a weighted sum of `taps` inputs: tap t reads input
/// index[o*taps + t] in [0, n_in); the float kernel reads the number `fill`
/// where that is -1.
typedef struct ecg_interp_f32_params {
  int32_t outer, n_in, n_out, inner, taps;
  float fill;
} ecg_interp_f32_params_t;

typedef struct ecg_interp_s8_params {
  int32_t outer, n_in, n_out, inner, taps;
  int32_t shift;            ///< of all weights, in [1, 30]
  int32_t in_zp, out_zp;    ///< in [-128, 127]
  int32_t act_min, act_max; ///< quantized, -128 <= act_min <= act_max <= 127
} ecg_interp_s8_params_t;

/// @interp: y[a][o][b] = sum over t of weight[o*taps + t] * x[a][index][b], the
/// first product first, float32. One tap of weight 1 copies. x:
/// [outer][n_in][inner]. index, weight: [n_out][taps]. y:
/// [outer][n_out][inner].
typedef void ecg_interp_f32_fn(const ecg_interp_f32_params_t *p, const float *x,
                               const int32_t *index, const float *weight,
                               float *y);

/// @interp: y = clamp(out_zp + @round_shift(sum of weight * (x - in_zp),
/// shift), act_min, act_max) in int64; |weight| <= 2^30, taps < 2^23.
typedef void ecg_interp_s8_fn(const ecg_interp_s8_params_t *p, const int8_t *x,
                              const int32_t *index, const int32_t *weight,
                              int8_t *y);

/// The same on int16 (@q_int16): zero points 0, act_min and act_max in
/// [-32768, 32767], taps < 2^15.
typedef ecg_interp_s8_params_t ecg_interp_s16_params_t;
typedef void ecg_interp_s16_fn(const ecg_interp_s16_params_t *p,
                               const int16_t *x, const int32_t *index,
                               const int32_t *weight, int16_t *y);

#endif // ECG_RT_INTERP_H
