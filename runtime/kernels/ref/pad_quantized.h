// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Padding and cropping on quantized elements (contract: pad.h).
#ifndef ECG_RT_REF_PAD_QUANTIZED_H
#define ECG_RT_REF_PAD_QUANTIZED_H

#include "pad.h"
#include "pad_index.h"

#define ECG_RT_DEFINE_PAD(s, type)                                             \
  static inline ecg_pad_##s##_fn ecg_pad_##s;                                  \
  ECG_RT_INLINE void ecg_pad_##s(const ecg_pad_##s##_params_t *p,              \
                                 const type *ECG_RT_RESTRICT x,                \
                                 type *ECG_RT_RESTRICT y) {                    \
    const int32_t *in = p->in_dims, *out = p->out_dims, *before = p->before;   \
    for (int32_t i = 0; i < out[0]; ++i)                                       \
      for (int32_t j = 0; j < out[1]; ++j)                                     \
        for (int32_t k = 0; k < out[2]; ++k) {                                 \
          const int32_t a = ecg_pad_index(i - before[0], in[0], p->mode);      \
          const int32_t b = ecg_pad_index(j - before[1], in[1], p->mode);      \
          const int32_t c = ecg_pad_index(k - before[2], in[2], p->mode);      \
          for (int32_t l = 0; l < out[3]; ++l) {                               \
            const int32_t d = ecg_pad_index(l - before[3], in[3], p->mode);    \
            const int inside = a >= 0 && b >= 0 && c >= 0 && d >= 0;           \
            *y++ = inside ? x[((a * in[1] + b) * in[2] + c) * in[3] + d]       \
                          : (type)p->value;                                    \
          }                                                                    \
        }                                                                      \
  }

#endif // ECG_RT_REF_PAD_QUANTIZED_H
