// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Functions of two elements (contract: binary_list.h).
#ifndef ECG_RT_REF_BINARY_H
#define ECG_RT_REF_BINARY_H

#include "binary_list.h"
#include "walk.h"
#include <math.h>

#define ECG_RT_DEFINE_BINARY(function, suffix, type, value)                    \
  ECG_RT_INLINE void ecg_##function##_##suffix(const ecg_binary_params_t *p,   \
                                               const type *in_a,               \
                                               const type *in_b, type *out) {  \
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
ECG_RT_BINARY_KERNELS(ECG_RT_DEFINE_BINARY)
#undef ECG_RT_DEFINE_BINARY

#endif // ECG_RT_REF_BINARY_H
