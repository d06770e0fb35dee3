// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Contract of transposed convolution (ONNX ConvTranspose) in up to three
// dimensions with a fused clamp.
#ifndef ECG_RT_CONV_TRANSPOSE_H
#define ECG_RT_CONV_TRANSPOSE_H

#include "conv_nd.h"

/// Input position s contributes to output positions s * stride - pad + k *
/// dilation in each dimension; what falls outside [0, out) is dropped. Seen
/// from the output: tap k of position q reads input s where q + pad - k *
/// dilation = s * stride, if there is one.
typedef ecg_conv_nd_f32_params_t ecg_conv_transpose_f32_params_t;

typedef struct ecg_conv_transpose_s8_params {
  int32_t batch, cin, cout, groups;
  int32_t in[3], out[3], kernel[3], stride[3], dilation[3], pad[3];
  int32_t in_zp, out_zp;    ///< in [-128, 127]
  int32_t act_min, act_max; ///< quantized, -128 <= act_min <= act_max <= 127
} ecg_conv_transpose_s8_params_t;

/// @conv_transpose: bias[c] first, then for each input channel of the group the
/// taps that hit an input position, in rising order, the innermost dimension
/// fastest; float32. x: [batch][cin][in...].
/// w: [cout][cin/groups][kernel...], output channels first (ONNX has input
/// channels first), not packed. bias: [cout]. y: [batch][cout][out...].
typedef void ecg_conv_transpose_f32_fn(const ecg_conv_transpose_f32_params_t *p,
                                       const float *x, const float *w,
                                       const float *bias, float *y);

/// @conv_transpose with int32 sums of w * (x - in_zp), then y = clamp(out_zp +
/// @requant(acc, mult[c], shift[c]), act_min, act_max). Ranges of the tables
/// and the proof against overflow as in conv1d.h.
typedef void ecg_conv_transpose_s8_fn(const ecg_conv_transpose_s8_params_t *p,
                                      const int8_t *x, const int8_t *w,
                                      const int32_t *bias, const int32_t *mult,
                                      const int8_t *shift, int8_t *y);

/// The same on int16 with int8 weights, as @conv1d_s16 is @conv1d_s8.
typedef ecg_conv_transpose_s8_params_t ecg_conv_transpose_s16_params_t;
typedef void ecg_conv_transpose_s16_fn(const ecg_conv_transpose_s16_params_t *p,
                                       const int16_t *x, const int8_t *w,
                                       const int32_t *bias, const int32_t *mult,
                                       const int8_t *shift, int16_t *y);

#endif // ECG_RT_CONV_TRANSPOSE_H
