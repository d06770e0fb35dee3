// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Contract of average-pooling; 1-D is a height of 1, a global pool has the
// kernel of the whole input.
#ifndef ECG_RT_AVG_POOL_H
#define ECG_RT_AVG_POOL_H

#include "ecg_rt.h"

/// Windows as in max_pool.h. The divisor of a window is its count of elements
/// inside the input, or, with count_include_pad = 1, inside the padded input
/// [-pad_top, hin + pad_bottom) x [-pad_left, win + pad_right): what overhangs
/// the padding in ceil mode is never counted (ONNX AveragePool 19). A count of
/// 0 gives real 0.
typedef struct ecg_avg_pool_f32_params {
  int32_t channels, hin, win, hout, wout;
  int32_t kernel_h, kernel_w, stride_h, stride_w, dilation_h, dilation_w;
  int32_t pad_top, pad_left, pad_bottom, pad_right;
  int32_t count_include_pad; ///< 0 or 1
} ecg_avg_pool_f32_params_t;

typedef struct ecg_avg_pool_s8_params {
  int32_t channels, hin, win, hout, wout;
  int32_t kernel_h, kernel_w, stride_h, stride_w, dilation_h, dilation_w;
  int32_t pad_top, pad_left, pad_bottom, pad_right;
  int32_t count_include_pad;
  int32_t counts;           ///< entries of mult: 1 or kernel_h * kernel_w
  int32_t shift;            ///< common shift of all entries, in [1, 62]
  int32_t in_zp, out_zp;    ///< in [-128, 127]
  int32_t act_min, act_max; ///< quantized, -128 <= act_min <= act_max <= 127
} ecg_avg_pool_s8_params_t;

/// @avg_pool_f32: float32 sum by rows and columns, divided by the count.
/// x: [channels][hin][win]. y: [channels][hout][wout].
typedef void ecg_avg_pool_f32_fn(const ecg_avg_pool_f32_params_t *p,
                                 const float *x, float *y);

/// @avg_pool_s8: acc = sum of (x - in_zp) over the window in int32, padding
/// adding 0; y = clamp(out_zp + @requant(acc, mult[counts == 1 ? 0 : count-1],
/// shift), act_min, act_max). mult: int32 [counts] in [0, 2^31), mult[n-1] is
/// s_x/(s_y*n) * 2^shift; counts = 1 promises that all windows have one count.
/// kernel_h * kernel_w < 2^23.
typedef void ecg_avg_pool_s8_fn(const ecg_avg_pool_s8_params_t *p,
                                const int8_t *x, const int32_t *mult,
                                int8_t *y);

/// The same on int16 (@q_int16): zero points 0, act_min and act_max in
/// [-32768, 32767], kernel_h * kernel_w < 2^15.
typedef ecg_avg_pool_s8_params_t ecg_avg_pool_s16_params_t;
typedef void ecg_avg_pool_s16_fn(const ecg_avg_pool_s16_params_t *p,
                                 const int16_t *x, const int32_t *mult,
                                 int16_t *y);

#endif // ECG_RT_AVG_POOL_H
