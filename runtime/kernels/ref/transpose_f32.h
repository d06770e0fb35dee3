// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Float transposition (contract: transpose.h).
#ifndef ECG_RT_REF_TRANSPOSE_F32_H
#define ECG_RT_REF_TRANSPOSE_F32_H

#include "transpose.h"

static inline ecg_transpose_f32_fn ecg_transpose_f32;

ECG_RT_INLINE void ecg_transpose_f32(const ecg_transpose_f32_params_t *p,
                                     const float *ECG_RT_RESTRICT x,
                                     float *ECG_RT_RESTRICT y) {
  int32_t index[6] = {0, 0, 0, 0, 0, 0}, total = 1, from = 0;
  for (int32_t d = 0; d < 6; ++d)
    total *= p->dims[d];
  for (int32_t o = 0; o < total; ++o) {
    y[o] = x[from];
    // Advance the index of y like an odometer, and the place in x with it.
    for (int32_t d = 5; d >= 0; --d) {
      from += p->x_strides[d];
      if (++index[d] < p->dims[d])
        break;
      from -= p->x_strides[d] * p->dims[d];
      index[d] = 0;
    }
  }
}

#endif // ECG_RT_REF_TRANSPOSE_F32_H
