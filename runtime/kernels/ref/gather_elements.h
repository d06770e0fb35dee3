// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Elements that indices name (contract: gathers.h).
#ifndef ECG_RT_REF_GATHER_ELEMENTS_H
#define ECG_RT_REF_GATHER_ELEMENTS_H

#include "gather_index.h"
#include "gathers.h"
#include "moves.h"
#include <string.h>

// memcpy, because x and y may be of any type of that size.
#define ECG_RT_DEFINE_GATHER_ELEMENTS(size, type)                              \
  ECG_RT_INLINE void ecg_gather_elements_b##size(                              \
      const ecg_gather_elements_params_t *p, const void *x,                    \
      const void *indices, void *y) {                                          \
    const int32_t count = p->outer * p->rows * p->inner;                       \
    unsigned char *to = (unsigned char *)y;                                    \
    for (int32_t i = 0; i < count; ++i, to += size) {                          \
      const int32_t batch = i / (p->rows * p->inner);                          \
      const int32_t row = ecg_gather_index(indices, p->index_bytes, i, p->n);  \
      const int32_t from = (batch * p->n + row) * p->inner + i % p->inner;     \
      memcpy(to, (const unsigned char *)x + size * from, sizeof(type));        \
    }                                                                          \
  }
ECG_RT_BYTES_KERNELS(ECG_RT_DEFINE_GATHER_ELEMENTS)
#undef ECG_RT_DEFINE_GATHER_ELEMENTS

#endif // ECG_RT_REF_GATHER_ELEMENTS_H
