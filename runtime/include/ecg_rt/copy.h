// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Contract of the strided copy that makes concatenations and slices.
#ifndef ECG_RT_COPY_H
#define ECG_RT_COPY_H

#include "ecg_rt.h"

/// All counts in elements. Concatenation copies each input into its slice of
/// the output: outer = product of the dims before the axis, inner and
/// src_stride = axis dim * dims after it, dst_stride the same of the output.
typedef struct ecg_copy_f32_params {
  int32_t outer, inner;
  int32_t src_stride, dst_stride;
  int32_t src_offset, dst_offset;
} ecg_copy_f32_params_t;
typedef ecg_copy_f32_params_t ecg_copy_s8_params_t;

/// y[dst_offset + o*dst_stride + i] = x[src_offset + o*src_stride + i] for o in
/// [0, outer), i in [0, inner); other elements of y keep their value.
typedef void ecg_copy_f32_fn(const ecg_copy_f32_params_t *p, const float *x,
                             float *y);
typedef void ecg_copy_s8_fn(const ecg_copy_s8_params_t *p, const int8_t *x,
                            int8_t *y);

#endif // ECG_RT_COPY_H
