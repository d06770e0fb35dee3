// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Contracts of kernels that copy elements without looking at them. There is one
// for each size of an element: ecg_move_b1, _b2, _b4, _b8; ecg_select_b1, ...
#ifndef ECG_RT_MOVES_H
#define ECG_RT_MOVES_H

#include "ecg_rt.h"

typedef struct ecg_move_params {
  int32_t dims[6];
  int32_t x_offset, x_strides[6]; ///< in elements; 0 repeats, < 0 goes back
  int32_t y_offset, y_strides[6];
} ecg_move_params_t;

/// @move: y[y_offset + i . y_strides] = x[x_offset + i . x_strides] for all i
/// below dims, rising. Other elements of y stay. slice, expand, tile, flip,
/// transpose, concat and depth_to_space are this.
typedef void ecg_move_fn(const ecg_move_params_t *p, const void *x, void *y);

typedef struct ecg_select_params {
  int32_t dims[6];
  int32_t c_strides[6], a_strides[6], b_strides[6]; ///< 0 where it repeats
} ecg_select_params_t;

/// @select: y[i] = c[i . c_strides] ? a[i . a_strides] : b[i . b_strides] for
/// all i below dims, y dense.
typedef void ecg_select_fn(const ecg_select_params_t *p, const uint8_t *c,
                           const void *a, const void *b, void *y);

#define ECG_RT_BYTES_KERNELS(X)                                                \
  X(1, uint8_t)                                                                \
  X(2, uint16_t)                                                               \
  X(4, uint32_t)                                                               \
  X(8, uint64_t)

#endif // ECG_RT_MOVES_H
