// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Contract of 2-D convolution with a fused clamp.
#ifndef ECG_RT_CONV2D_H
#define ECG_RT_CONV2D_H

#include "ecg_rt.h"

/// Shape of a 2-D convolution; every rule of conv1d.h holds in both directions.
typedef struct ecg_conv2d_f32_params {
  int32_t cin, hin, win, cout, hout, wout;
  int32_t kernel_h, kernel_w, stride_h, stride_w, dilation_h, dilation_w;
  int32_t groups, pad_top, pad_left;
  float act_min, act_max; ///< -INFINITY and INFINITY: no clamp
} ecg_conv2d_f32_params_t;

typedef struct ecg_conv2d_s8_params {
  int32_t cin, hin, win, cout, hout, wout;
  int32_t kernel_h, kernel_w, stride_h, stride_w, dilation_h, dilation_w;
  int32_t groups, pad_top, pad_left;
  int32_t in_zp, out_zp;    ///< in [-128, 127]
  int32_t act_min, act_max; ///< quantized, -128 <= act_min <= act_max <= 127
} ecg_conv2d_s8_params_t;

/// @conv_f32 in two dimensions: sum over channel, kernel row, kernel column in
/// this order, bias first. x: [cin][hin][win].
/// w: packed from [cout][cin/groups][kernel_h][kernel_w].
/// y: [cout][hout][wout].
typedef void ecg_conv2d_f32_fn(const ecg_conv2d_f32_params_t *p, const float *x,
                               const float *w, const float *bias, float *y);

/// @conv1d_s8 in two dimensions, without a pool; same tables, same ranges.
typedef void ecg_conv2d_s8_fn(const ecg_conv2d_s8_params_t *p, const int8_t *x,
                              const int8_t *w, const int32_t *bias,
                              const int32_t *mult, const int8_t *shift,
                              int8_t *y, void *scratch);

/// @conv1d_s16 in two dimensions.
typedef ecg_conv2d_s8_params_t ecg_conv2d_s16_params_t;
typedef void ecg_conv2d_s16_fn(const ecg_conv2d_s16_params_t *p,
                               const int16_t *x, const int8_t *w,
                               const int32_t *bias, const int32_t *mult,
                               const int8_t *shift, int16_t *y, void *scratch);

/// Companions as in conv1d.h: ecg_conv2d_{s8,s16}_{scratch_bytes,
/// packed_bytes,pack} and ecg_conv2d_f32_{packed_bytes,pack}.
typedef size_t ecg_conv2d_s8_bytes_fn(const ecg_conv2d_s8_params_t *p);
typedef void ecg_conv2d_s8_pack_fn(const ecg_conv2d_s8_params_t *p,
                                   const int8_t *w, int8_t *packed);
typedef ecg_conv2d_s8_bytes_fn ecg_conv2d_s16_bytes_fn;
typedef ecg_conv2d_s8_pack_fn ecg_conv2d_s16_pack_fn;
typedef size_t ecg_conv2d_f32_bytes_fn(const ecg_conv2d_f32_params_t *p);
typedef void ecg_conv2d_f32_pack_fn(const ecg_conv2d_f32_params_t *p,
                                    const float *w, float *packed);

#endif // ECG_RT_CONV2D_H
