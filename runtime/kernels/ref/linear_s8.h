// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Int8 fully connected layer with fused clamp (contract: linear.h).
#ifndef ECG_RT_REF_LINEAR_S8_H
#define ECG_RT_REF_LINEAR_S8_H

#include "linear.h"
#include "requantize.h"
#include <string.h>

static inline ecg_linear_s8_fn ecg_linear_s8;
static inline ecg_linear_s8_bytes_fn ecg_linear_s8_scratch_bytes;
static inline ecg_linear_s8_bytes_fn ecg_linear_s8_packed_bytes;
static inline ecg_linear_s8_pack_fn ecg_linear_s8_pack;

ECG_RT_INLINE size_t
ecg_linear_s8_scratch_bytes(const ecg_linear_s8_params_t *p) {
  (void)p;
  return 0;
}

ECG_RT_INLINE size_t
ecg_linear_s8_packed_bytes(const ecg_linear_s8_params_t *p) {
  return (size_t)p->in_features * (size_t)p->out_features;
}

ECG_RT_INLINE void ecg_linear_s8_pack(const ecg_linear_s8_params_t *p,
                                      const int8_t *w, int8_t *packed) {
  memcpy(packed, w, ecg_linear_s8_packed_bytes(p));
}

ECG_RT_INLINE void ecg_linear_s8(const ecg_linear_s8_params_t *p,
                                 const int8_t *ECG_RT_RESTRICT x,
                                 const int8_t *ECG_RT_RESTRICT w,
                                 const int32_t *ECG_RT_RESTRICT bias,
                                 const int32_t *ECG_RT_RESTRICT mult,
                                 const int8_t *ECG_RT_RESTRICT shift,
                                 int8_t *ECG_RT_RESTRICT y, void *scratch) {
  (void)scratch;
  for (int32_t r = 0; r < p->rows; ++r, x += p->in_features) {
    const int8_t *wo = w;
    for (int32_t o = 0; o < p->out_features; ++o, wo += p->in_features) {
      int32_t acc = bias[o];
      for (int32_t i = 0; i < p->in_features; ++i)
        acc += wo[i] * (x[i] - p->in_zp);
      *y++ = ecg_clamp_s8(p->out_zp + ecg_requant(acc, mult[o], shift[o]),
                          p->act_min, p->act_max);
    }
  }
}

#endif // ECG_RT_REF_LINEAR_S8_H
