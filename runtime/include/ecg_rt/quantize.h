// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Contracts of the conversions between float and int8 tensors.
#ifndef ECG_RT_QUANTIZE_H
#define ECG_RT_QUANTIZE_H

#include "ecg_rt.h"

typedef struct ecg_quantize_f32_params {
  int32_t n;
  float scale; ///< positive, finite
  int32_t zp;  ///< in [-128, 127]
} ecg_quantize_f32_params_t;
typedef ecg_quantize_f32_params_t ecg_dequantize_s8_params_t;

/// @quantize_f32: y = clamp(rint(x / scale) + zp, -128, 127): float32 division,
/// rounding half to even in the default floating-point environment; infinities
/// saturate, NaN gives zp.
typedef void ecg_quantize_f32_fn(const ecg_quantize_f32_params_t *p,
                                 const float *x, int8_t *y);

/// @dequantize_s8: y = scale * (float)(x - zp) in float32.
typedef void ecg_dequantize_s8_fn(const ecg_dequantize_s8_params_t *p,
                                  const int8_t *x, float *y);

/// The same on int16 (@q_int16), zp 0: y in [-32768, 32767].
typedef ecg_quantize_f32_params_t ecg_quantize_f32_s16_params_t;
typedef ecg_quantize_f32_params_t ecg_dequantize_s16_params_t;
typedef void ecg_quantize_f32_s16_fn(const ecg_quantize_f32_s16_params_t *p,
                                     const float *x, int16_t *y);
typedef void ecg_dequantize_s16_fn(const ecg_dequantize_s16_params_t *p,
                                   const int16_t *x, float *y);

#endif // ECG_RT_QUANTIZE_H
