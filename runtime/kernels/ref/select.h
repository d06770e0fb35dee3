// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Choices between two elements (contract: moves.h).
#ifndef ECG_RT_REF_SELECT_H
#define ECG_RT_REF_SELECT_H

#include "moves.h"
#include "walk.h"
#include <string.h>

// memcpy, because a, b and y may be of any type of that size.
#define ECG_RT_DEFINE_SELECT(size, type)                                       \
  ECG_RT_INLINE void ecg_select_b##size(const ecg_select_params_t *p,          \
                                        const uint8_t *c, const void *a,       \
                                        const void *b, void *y) {              \
    const int32_t rows = ecg_walk_rows(p->dims);                               \
    unsigned char *to = (unsigned char *)y;                                    \
    for (int32_t row = 0; row < rows; ++row) {                                 \
      const uint8_t *row_c = c + ecg_walk_row(p->dims, p->c_strides, row);     \
      const unsigned char *row_a =                                             \
          (const unsigned char *)a +                                           \
          size * ecg_walk_row(p->dims, p->a_strides, row);                     \
      const unsigned char *row_b =                                             \
          (const unsigned char *)b +                                           \
          size * ecg_walk_row(p->dims, p->b_strides, row);                     \
      for (int32_t i = 0; i < p->dims[5]; ++i, to += size)                     \
        memcpy(to,                                                             \
               row_c[i * p->c_strides[5]]                                      \
                   ? row_a + size *i * p->a_strides[5]                         \
                   : row_b + size * i * p->b_strides[5],                       \
               sizeof(type));                                                  \
    }                                                                          \
  }
ECG_RT_BYTES_KERNELS(ECG_RT_DEFINE_SELECT)
#undef ECG_RT_DEFINE_SELECT

#endif // ECG_RT_REF_SELECT_H
