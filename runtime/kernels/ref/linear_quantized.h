// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Fully connected layer with fused clamp on quantized elements (contract:
// linear.h).
#ifndef ECG_RT_REF_LINEAR_QUANTIZED_H
#define ECG_RT_REF_LINEAR_QUANTIZED_H

#include "linear.h"
#include "requantize.h"
#include <string.h>

#define ECG_RT_DEFINE_LINEAR(s, type, sum_type, requant)                       \
  static inline ecg_linear_##s##_fn ecg_linear_##s;                            \
  static inline ecg_linear_##s##_bytes_fn ecg_linear_##s##_scratch_bytes;      \
  static inline ecg_linear_##s##_bytes_fn ecg_linear_##s##_packed_bytes;       \
  static inline ecg_linear_##s##_pack_fn ecg_linear_##s##_pack;                \
  ECG_RT_INLINE size_t ecg_linear_##s##_scratch_bytes(                         \
      const ecg_linear_##s##_params_t *p) {                                    \
    (void)p;                                                                   \
    return 0;                                                                  \
  }                                                                            \
  ECG_RT_INLINE size_t ecg_linear_##s##_packed_bytes(                          \
      const ecg_linear_##s##_params_t *p) {                                    \
    return (size_t)p->in_features * (size_t)p->out_features;                   \
  }                                                                            \
  ECG_RT_INLINE void ecg_linear_##s##_pack(const ecg_linear_##s##_params_t *p, \
                                           const int8_t *w, int8_t *packed) {  \
    memcpy(packed, w, ecg_linear_##s##_packed_bytes(p));                       \
  }                                                                            \
  ECG_RT_INLINE void ecg_linear_##s(                                           \
      const ecg_linear_##s##_params_t *p, const type *ECG_RT_RESTRICT x,       \
      const int8_t *ECG_RT_RESTRICT w, const int32_t *ECG_RT_RESTRICT bias,    \
      const int32_t *ECG_RT_RESTRICT mult,                                     \
      const int8_t *ECG_RT_RESTRICT shift, type *ECG_RT_RESTRICT y,            \
      void *scratch) {                                                         \
    (void)scratch;                                                             \
    for (int32_t r = 0; r < p->rows; ++r, x += p->in_features) {               \
      const int8_t *wo = w;                                                    \
      for (int32_t o = 0; o < p->out_features; ++o, wo += p->in_features) {    \
        sum_type acc = bias[o];                                                \
        for (int32_t i = 0; i < p->in_features; ++i)                           \
          acc += wo[i] * (x[i] - p->in_zp);                                    \
        *y++ = ecg_clamp_##s(p->out_zp + requant(acc, mult[o], shift[o]),      \
                             p->act_min, p->act_max);                          \
      }                                                                        \
    }                                                                          \
  }

#endif // ECG_RT_REF_LINEAR_QUANTIZED_H
