// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Quantized elements to float on quantized elements (contract: quantize.h).
#ifndef ECG_RT_REF_DEQUANTIZE_QUANTIZED_H
#define ECG_RT_REF_DEQUANTIZE_QUANTIZED_H

#include "quantize.h"

#define ECG_RT_DEFINE_DEQUANTIZE(s, type)                                      \
  static inline ecg_dequantize_##s##_fn ecg_dequantize_##s;                    \
  ECG_RT_INLINE void ecg_dequantize_##s(                                       \
      const ecg_dequantize_##s##_params_t *p, const type *ECG_RT_RESTRICT x,   \
      float *ECG_RT_RESTRICT y) {                                              \
    for (int32_t i = 0; i < p->n; ++i)                                         \
      y[i] = p->scale * (float)(x[i] - p->zp);                                 \
  }

#endif // ECG_RT_REF_DEQUANTIZE_QUANTIZED_H
