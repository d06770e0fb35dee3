// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// How kernels of two broadcast operands are made from their lists.
#ifndef ECG_RT_REF_BROADCAST_H
#define ECG_RT_REF_BROADCAST_H

#include "binary_list.h"
#include "walk.h"

#define ECG_RT_DEFINE_BROADCAST(function, suffix, type, result, value)         \
  ECG_RT_INLINE void ecg_##function##_##suffix(                                \
      const ecg_binary_params_t *p, const type *in_a, const type *in_b,        \
      result *out) {                                                           \
    const int32_t rows = ecg_walk_rows(p->dims);                               \
    for (int32_t row = 0; row < rows; ++row) {                                 \
      const type *row_a = in_a + ecg_walk_row(p->dims, p->a_strides, row);     \
      const type *row_b = in_b + ecg_walk_row(p->dims, p->b_strides, row);     \
      for (int32_t i = 0; i < p->dims[5]; ++i) {                               \
        const type a = row_a[i * p->a_strides[5]];                             \
        const type b = row_b[i * p->b_strides[5]];                             \
        *out++ = (value);                                                      \
      }                                                                        \
    }                                                                          \
  }

#endif // ECG_RT_REF_BROADCAST_H
