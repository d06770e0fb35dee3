// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Int8 fully connected layer for cores without DSP instructions (contract:
// linear.h), two outputs at a time. Packed weights are as they came.
#ifndef ECG_RT_SCALAR_LINEAR_S8_H
#define ECG_RT_SCALAR_LINEAR_S8_H

#include "linear_pair.h"
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
  for (int32_t o = 0; o < p->out_features; o += 2, w += 2 * p->in_features) {
    const int32_t last = o + 1 < p->out_features ? o + 1 : o;
    const ecg_linear_pair_t pair = {1 + last - o,
                                    {bias[o], bias[last]},
                                    {mult[o], mult[last]},
                                    {shift[o], shift[last]}};
    ecg_linear_pair_rows(p, &pair, x, w, y + o);
  }
}

#endif // ECG_RT_SCALAR_LINEAR_S8_H
