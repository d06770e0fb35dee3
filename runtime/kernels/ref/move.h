// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Strided copies (contract: moves.h).
#ifndef ECG_RT_REF_MOVE_H
#define ECG_RT_REF_MOVE_H

#include "moves.h"
#include "walk.h"
#include <string.h>

// memcpy, because x and y may be of any type of that size.
#define ECG_RT_DEFINE_MOVE(size, type)                                         \
  ECG_RT_INLINE void ecg_move_b##size(const ecg_move_params_t *p,              \
                                      const void *x, void *y) {                \
    const int32_t rows = ecg_walk_rows(p->dims);                               \
    const int32_t from_stride = p->x_strides[5], to_stride = p->y_strides[5];  \
    for (int32_t row = 0; row < rows; ++row) {                                 \
      const unsigned char *from =                                              \
          (const unsigned char *)x +                                           \
          size * (p->x_offset + ecg_walk_row(p->dims, p->x_strides, row));     \
      unsigned char *to =                                                      \
          (unsigned char *)y +                                                 \
          size * (p->y_offset + ecg_walk_row(p->dims, p->y_strides, row));     \
      for (int32_t i = 0; i < p->dims[5]; ++i)                                 \
        memcpy(to + size * i * to_stride, from + size * i * from_stride,       \
               sizeof(type));                                                  \
    }                                                                          \
  }
ECG_RT_BYTES_KERNELS(ECG_RT_DEFINE_MOVE)
#undef ECG_RT_DEFINE_MOVE

#endif // ECG_RT_REF_MOVE_H
