// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Int8 transposition (contract: transpose.h).
#ifndef ECG_RT_REF_TRANSPOSE_S8_H
#define ECG_RT_REF_TRANSPOSE_S8_H

#include "transpose.h"

static inline ecg_transpose_s8_fn ecg_transpose_s8;

ECG_RT_INLINE void ecg_transpose_s8(const ecg_transpose_s8_params_t *p,
                                    const int8_t *ECG_RT_RESTRICT x,
                                    int8_t *ECG_RT_RESTRICT y) {
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

#endif // ECG_RT_REF_TRANSPOSE_S8_H
