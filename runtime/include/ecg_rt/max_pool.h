// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Contract of max-pooling; 1-D is a height of 1.
#ifndef ECG_RT_MAX_POOL_H
#define ECG_RT_MAX_POOL_H

#include "ecg_rt.h"

/// Output (h, w) covers rows h*stride_h - pad_top + k*dilation_h and likewise
/// columns, elements outside the input ignored. Ceil mode is in hout and wout.
typedef struct ecg_max_pool_f32_params {
  int32_t channels, hin, win, hout, wout;
  int32_t kernel_h, kernel_w, stride_h, stride_w, dilation_h, dilation_w;
  int32_t pad_top, pad_left;
} ecg_max_pool_f32_params_t;
typedef ecg_max_pool_f32_params_t ecg_max_pool_s8_params_t;

/// @max_pool: the largest element of the window; a window that lies wholly
/// outside the input gives -INFINITY. x: [channels][hin][win].
/// y: [channels][hout][wout]. The result of a NaN is unspecified.
typedef void ecg_max_pool_f32_fn(const ecg_max_pool_f32_params_t *p,
                                 const float *x, float *y);

/// @max_pool on int8, input and output on the same scale; empty window: -128.
typedef void ecg_max_pool_s8_fn(const ecg_max_pool_s8_params_t *p,
                                const int8_t *x, int8_t *y);

/// The same on int16; empty window: -32768.
typedef ecg_max_pool_s8_params_t ecg_max_pool_s16_params_t;
typedef void ecg_max_pool_s16_fn(const ecg_max_pool_s16_params_t *p,
                                 const int16_t *x, int16_t *y);

typedef struct ecg_max_pool_indices_f32_params {
  int32_t channels, hin, win, hout, wout;
  int32_t kernel_h, kernel_w, stride_h, stride_w, dilation_h, dilation_w;
  int32_t pad_top, pad_left;
  int32_t column_major; ///< 0 or 1
} ecg_max_pool_indices_f32_params_t;

/// @max_pool_indices: of the first largest element of each window, c * hin *
/// win + h * win + v, or with column_major c * hin * win + v * hin + h. A
/// window that lies wholly outside the input gives -1. y:
/// [channels][hout][wout].
typedef void
ecg_max_pool_indices_f32_fn(const ecg_max_pool_indices_f32_params_t *p,
                            const float *x, int64_t *y);

#endif // ECG_RT_MAX_POOL_H
