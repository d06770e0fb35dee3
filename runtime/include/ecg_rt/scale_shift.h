// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Contract of the per-channel affine map: a batch norm that folds nowhere.
#ifndef ECG_RT_SCALE_SHIFT_H
#define ECG_RT_SCALE_SHIFT_H

#include "ecg_rt.h"

typedef struct ecg_scale_shift_f32_params {
  int32_t channels, inner; ///< tensors are [channels][inner]
  float act_min, act_max;  ///< -INFINITY and INFINITY: no clamp
} ecg_scale_shift_f32_params_t;

typedef struct ecg_scale_shift_s8_params {
  int32_t channels, inner;
  int32_t shift;            ///< common to all channels, in [1, 30]
  int32_t in_zp, out_zp;    ///< in [-128, 127]
  int32_t act_min, act_max; ///< quantized, -128 <= act_min <= act_max <= 127
} ecg_scale_shift_s8_params_t;

/// @scale_shift_f32: y[c][i] = clamp(x[c][i] * scale[c] + offset[c]).
/// scale, offset: [channels]. In place.
typedef void ecg_scale_shift_f32_fn(const ecg_scale_shift_f32_params_t *p,
                                    const float *x, const float *scale,
                                    const float *offset, float *y);

/// @scale_shift_s8: acc = (x - in_zp) * mult[c] + offset[c] in int64;
/// y = clamp(out_zp + ((acc + 2^(shift-1)) >> shift), act_min, act_max).
/// mult[c] = s_x*scale[c]/s_y * 2^shift and offset[c] = shift[c]/s_y * 2^shift,
/// rounded half to even, both of magnitude at most 2^30; the compiler takes the
/// largest shift that allows it. mult, offset: int32 [channels]. In place.
typedef void ecg_scale_shift_s8_fn(const ecg_scale_shift_s8_params_t *p,
                                   const int8_t *x, const int32_t *mult,
                                   const int32_t *offset, int8_t *y);

/// The same on int16 (@q_int16): zero points 0, act_min and act_max in
/// [-32768, 32767]. With one channel and no offset it is the step from one
/// scale to another (@rescale_s16). In place.
typedef ecg_scale_shift_s8_params_t ecg_scale_shift_s16_params_t;
typedef void ecg_scale_shift_s16_fn(const ecg_scale_shift_s16_params_t *p,
                                    const int16_t *x, const int32_t *mult,
                                    const int32_t *offset, int16_t *y);

#endif // ECG_RT_SCALE_SHIFT_H
