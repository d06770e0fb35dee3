// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Int8 to float (contract: quantize.h).
#ifndef ECG_RT_REF_DEQUANTIZE_S8_H
#define ECG_RT_REF_DEQUANTIZE_S8_H

#include "quantize.h"

static inline ecg_dequantize_s8_fn ecg_dequantize_s8;

ECG_RT_INLINE void ecg_dequantize_s8(const ecg_dequantize_s8_params_t *p,
                                     const int8_t *ECG_RT_RESTRICT x,
                                     float *ECG_RT_RESTRICT y) {
  for (int32_t i = 0; i < p->n; ++i)
    y[i] = p->scale * (float)(x[i] - p->zp);
}

#endif // ECG_RT_REF_DEQUANTIZE_S8_H
