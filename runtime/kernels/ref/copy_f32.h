// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Strided copy of float elements (contract: copy.h).
#ifndef ECG_RT_REF_COPY_F32_H
#define ECG_RT_REF_COPY_F32_H

#include "copy.h"
#include <string.h>

static inline ecg_copy_f32_fn ecg_copy_f32;

ECG_RT_INLINE void ecg_copy_f32(const ecg_copy_f32_params_t *p,
                                const float *ECG_RT_RESTRICT x,
                                float *ECG_RT_RESTRICT y) {
  for (int32_t o = 0; o < p->outer; ++o)
    memcpy(y + p->dst_offset + o * p->dst_stride,
           x + p->src_offset + o * p->src_stride,
           sizeof(*x) * (size_t)p->inner);
}

#endif // ECG_RT_REF_COPY_F32_H
