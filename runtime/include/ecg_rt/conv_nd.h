// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Contract of the general convolution: up to three dimensions, any batch,
// weights in ONNX order. For what conv1d.h and conv2d.h do not cover: three
// dimensions, and weights that the program computes.
#ifndef ECG_RT_CONV_ND_H
#define ECG_RT_CONV_ND_H

#include "ecg_rt.h"

/// Output position (a, b, c) reads input positions q * stride - pad + k *
/// dilation in each dimension; positions outside the input are padding. Fewer
/// dimensions lead with 1, their stride and dilation 1, their pad 0.
/// cin and cout are multiples of groups.
typedef struct ecg_conv_nd_f32_params {
  int32_t batch, cin, cout, groups;
  int32_t in[3], out[3], kernel[3], stride[3], dilation[3], pad[3];
  float act_min, act_max; ///< -INFINITY and INFINITY: no clamp
} ecg_conv_nd_f32_params_t;

/// @conv_f32: bias first, then channel by channel, tap by tap, the innermost
/// dimension fastest. x: [batch][cin][in...]. w: [cout][cin/groups][kernel...],
/// not packed. bias: [cout]. y: [batch][cout][out...].
typedef void ecg_conv_nd_f32_fn(const ecg_conv_nd_f32_params_t *p,
                                const float *x, const float *w,
                                const float *bias, float *y);

/// Without a clamp.
typedef struct ecg_conv_nd_i32_params {
  int32_t batch, cin, cout, groups;
  int32_t in[3], out[3], kernel[3], stride[3], dilation[3], pad[3];
} ecg_conv_nd_i32_params_t;

/// @conv_i32: the same sum in int32, modulo 2^32 (ONNX ConvInteger, zero points
/// taken off before).
typedef void ecg_conv_nd_i32_fn(const ecg_conv_nd_i32_params_t *p,
                                const int32_t *x, const int32_t *w,
                                const int32_t *bias, int32_t *y);

#endif // ECG_RT_CONV_ND_H
