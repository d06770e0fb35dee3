// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Contract of padding and cropping.
#ifndef ECG_RT_PAD_H
#define ECG_RT_PAD_H

#include "ecg_rt.h"

/// ONNX Pad modes.
typedef enum ecg_pad_mode {
  ECG_PAD_CONSTANT = 0,
  ECG_PAD_EDGE = 1,   ///< repeats the border element
  ECG_PAD_REFLECT = 2 ///< mirrors about the border element
} ecg_pad_mode_t;

/// y[i] = x[i - before] along each axis; where that lies outside x the mode
/// decides. before may be negative (cropping), and the padding at the end is
/// what out_dims leaves. Reflection may run more than once.
typedef struct ecg_pad_f32_params {
  int32_t in_dims[4], out_dims[4], before[4]; ///< lower ranks lead with 1, 1, 0
  int32_t mode;                               ///< an ecg_pad_mode_t
  float value;                                ///< of ECG_PAD_CONSTANT
} ecg_pad_f32_params_t;

typedef struct ecg_pad_s8_params {
  int32_t in_dims[4], out_dims[4], before[4];
  int32_t mode;
  int32_t value; ///< quantized, in [-128, 127]
} ecg_pad_s8_params_t;

/// x: dense in_dims (none 0). y: dense out_dims.
typedef void ecg_pad_f32_fn(const ecg_pad_f32_params_t *p, const float *x,
                            float *y);
typedef void ecg_pad_s8_fn(const ecg_pad_s8_params_t *p, const int8_t *x,
                           int8_t *y);

/// The same on int16; value in [-32768, 32767].
typedef ecg_pad_s8_params_t ecg_pad_s16_params_t;
typedef void ecg_pad_s16_fn(const ecg_pad_s16_params_t *p, const int16_t *x,
                            int16_t *y);

#endif // ECG_RT_PAD_H
