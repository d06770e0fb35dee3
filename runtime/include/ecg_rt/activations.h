// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Contracts of the elementwise float activations. All work in place. int8
// activations are tables: see lut.h.
#ifndef ECG_RT_ACTIVATIONS_H
#define ECG_RT_ACTIVATIONS_H

#include "ecg_rt.h"

typedef struct ecg_clip_f32_params {
  int32_t n;
  float act_min, act_max; ///< relu is 0 and INFINITY
} ecg_clip_f32_params_t;

typedef struct ecg_leaky_relu_f32_params {
  int32_t n;
  float alpha;
} ecg_leaky_relu_f32_params_t;

typedef struct ecg_sigmoid_f32_params {
  int32_t n;
} ecg_sigmoid_f32_params_t;
typedef ecg_sigmoid_f32_params_t ecg_tanh_f32_params_t;
typedef ecg_sigmoid_f32_params_t ecg_swish_f32_params_t;
typedef ecg_sigmoid_f32_params_t ecg_hard_swish_f32_params_t;

/// @clip_f32: y = x < act_min ? act_min : x > act_max ? act_max : x; a NaN
/// stays.
typedef void ecg_clip_f32_fn(const ecg_clip_f32_params_t *p, const float *x,
                             float *y);

/// @leaky_relu_f32: y = x < 0 ? alpha * x : x.
typedef void ecg_leaky_relu_f32_fn(const ecg_leaky_relu_f32_params_t *p,
                                   const float *x, float *y);

/// @sigmoid_f32: y = 1 / (1 + e^-x), by expf of a non-positive argument so that
/// no x overflows.
typedef void ecg_sigmoid_f32_fn(const ecg_sigmoid_f32_params_t *p,
                                const float *x, float *y);

/// @tanh_f32: y = tanhf(x).
typedef void ecg_tanh_f32_fn(const ecg_tanh_f32_params_t *p, const float *x,
                             float *y);

/// @swish_f32: y = x * sigmoid(x), sigmoid as @sigmoid_f32.
typedef void ecg_swish_f32_fn(const ecg_swish_f32_params_t *p, const float *x,
                              float *y);

/// @hard_swish_f32: y = x * clamp(x / 6 + 0.5, 0, 1) (ONNX HardSwish).
typedef void ecg_hard_swish_f32_fn(const ecg_hard_swish_f32_params_t *p,
                                   const float *x, float *y);

#endif // ECG_RT_ACTIVATIONS_H
