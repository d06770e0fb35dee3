// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Contracts of int8 layers whose weights and tables are stored in fewer bits
// and unpacked row by row while the layer runs.
#ifndef ECG_RT_PACKED_H
#define ECG_RT_PACKED_H

#include "config.h"
#include "conv1d.h"
#include "conv2d.h"
#include "linear.h"

/// Every kernel here is the one of the same name without `packed`, bit for bit,
/// with the same parameters; instead of w, bias, mult and shift it takes
///  - w, codes: @packed_weights, one row an output channel. The elements of a
///    row are in the order of ecg_<kernel>_pack, which may put zeros between
///    them; ecg_<kernel>_packed_bytes is their number in all rows, unpacked;
///  - bias: @packed_bias;
///  - scale: @packed_scale.
/// These tables need no alignment. scratch: aligned to 4.
typedef ecg_conv1d_s8_params_t ecg_conv1d_packed_s8_params_t;
typedef ecg_conv2d_s8_params_t ecg_conv2d_packed_s8_params_t;
typedef ecg_linear_s8_params_t ecg_linear_packed_s8_params_t;

typedef void ecg_conv1d_packed_s8_fn(const ecg_conv1d_packed_s8_params_t *p,
                                     const int8_t *x, const uint8_t *w,
                                     const uint8_t *codes, const uint8_t *bias,
                                     const uint8_t *scale, int8_t *y,
                                     void *scratch);

typedef void ecg_conv2d_packed_s8_fn(const ecg_conv2d_packed_s8_params_t *p,
                                     const int8_t *x, const uint8_t *w,
                                     const uint8_t *codes, const uint8_t *bias,
                                     const uint8_t *scale, int8_t *y,
                                     void *scratch);

typedef void ecg_linear_packed_s8_fn(const ecg_linear_packed_s8_params_t *p,
                                     const int8_t *x, const uint8_t *w,
                                     const uint8_t *codes, const uint8_t *bias,
                                     const uint8_t *scale, int8_t *y,
                                     void *scratch);

/// Companions as in conv1d.h: ecg_<kernel>_{scratch_bytes,packed_bytes,pack},
/// of the types that the kernels without `packed` have.

#endif // ECG_RT_PACKED_H
