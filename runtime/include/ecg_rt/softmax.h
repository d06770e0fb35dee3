// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Contract of softmax along one axis.
#ifndef ECG_RT_SOFTMAX_H
#define ECG_RT_SOFTMAX_H

#include "ecg_rt.h"

typedef struct ecg_softmax_f32_params {
  int32_t outer, n, inner; ///< tensors are [outer][n][inner], sum over n
} ecg_softmax_f32_params_t;
typedef ecg_softmax_f32_params_t ecg_softmax_s8_params_t;
typedef ecg_softmax_f32_params_t ecg_log_softmax_f32_params_t;

/// @softmax_f32: e = expf(x - max of x), y = e / sum of e in rising n. In
/// place.
typedef void ecg_softmax_f32_fn(const ecg_softmax_f32_params_t *p,
                                const float *x, float *y);

/// @log_softmax_f32: d = x - max of x, y = d - logf(sum of expf(d) in rising n).
/// In place.
typedef void ecg_log_softmax_f32_fn(const ecg_log_softmax_f32_params_t *p,
                                    const float *x, float *y);

/// @softmax_s8: e[i] = table[max - x[i]], sum = sum of e;
/// y[i] = min(127, (e[i] * 256 + sum/2) / sum - 128), division of
/// unsigned integers.
/// Output scale 1/256, zero point -128. table: uint32 [256],
/// table[d] = round-half-even(exp(-d * s_x) * 2^16); so table[0] = 65536.
/// n <= 32767. In place.
typedef void ecg_softmax_s8_fn(const ecg_softmax_s8_params_t *p,
                               const int8_t *x, const uint32_t *table,
                               int8_t *y);

#endif // ECG_RT_SOFTMAX_H
