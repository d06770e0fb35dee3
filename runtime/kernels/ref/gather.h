// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Rows that indices name (contract: gathers.h).
#ifndef ECG_RT_REF_GATHER_H
#define ECG_RT_REF_GATHER_H

#include "gather_index.h"
#include "gathers.h"
#include "moves.h"
#include <string.h>

/// Where row `row` of batch `batch` lies in x, in elements.
ECG_RT_INLINE int32_t ecg_gather_row(const ecg_gather_params_t *p,
                                     const void *indices, int32_t batch,
                                     int32_t row) {
  const int32_t first = batch * p->index_stride + row * p->depth;
  int32_t at = batch * p->x_stride;
  for (int32_t d = 0; d < p->depth; ++d)
    at += ecg_gather_index(indices, p->index_bytes, first + d, p->sizes[d]) *
          p->strides[d];
  return at;
}

#define ECG_RT_DEFINE_GATHER(size, type)                                       \
  ECG_RT_INLINE void ecg_gather_b##size(const ecg_gather_params_t *p,          \
                                        const void *x, const void *indices,    \
                                        void *y) {                             \
    const size_t bytes = (size_t)p->inner * sizeof(type);                      \
    unsigned char *to = (unsigned char *)y;                                    \
    for (int32_t batch = 0; batch < p->batches; ++batch)                       \
      for (int32_t row = 0; row < p->rows; ++row, to += bytes)                 \
        memcpy(to,                                                             \
               (const unsigned char *)x +                                      \
                   size * ecg_gather_row(p, indices, batch, row),              \
               bytes);                                                         \
  }
ECG_RT_BYTES_KERNELS(ECG_RT_DEFINE_GATHER)
#undef ECG_RT_DEFINE_GATHER

#endif // ECG_RT_REF_GATHER_H
