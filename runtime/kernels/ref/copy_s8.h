// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Strided copy of int8 elements (contract: copy.h).
#ifndef ECG_RT_REF_COPY_S8_H
#define ECG_RT_REF_COPY_S8_H

#include "copy.h"
#include <string.h>

static inline ecg_copy_s8_fn ecg_copy_s8;

ECG_RT_INLINE void ecg_copy_s8(const ecg_copy_s8_params_t *p,
                               const int8_t *ECG_RT_RESTRICT x,
                               int8_t *ECG_RT_RESTRICT y) {
  for (int32_t o = 0; o < p->outer; ++o)
    memcpy(y + p->dst_offset + o * p->dst_stride,
           x + p->src_offset + o * p->src_stride,
           sizeof(*x) * (size_t)p->inner);
}

#endif // ECG_RT_REF_COPY_S8_H
