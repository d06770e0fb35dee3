// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Per-channel affine map on quantized elements (contract: scale_shift.h).
#ifndef ECG_RT_REF_SCALE_SHIFT_QUANTIZED_H
#define ECG_RT_REF_SCALE_SHIFT_QUANTIZED_H

#include "requantize.h"
#include "scale_shift.h"

#define ECG_RT_DEFINE_SCALE_SHIFT(s, type)                                     \
  static inline ecg_scale_shift_##s##_fn ecg_scale_shift_##s;                  \
  ECG_RT_INLINE void ecg_scale_shift_##s(                                      \
      const ecg_scale_shift_##s##_params_t *p, const type *x,                  \
      const int32_t *mult, const int32_t *offset, type *y) {                   \
    for (int32_t c = 0; c < p->channels; ++c)                                  \
      for (int32_t i = 0; i < p->inner; ++i) {                                 \
        const int64_t acc = (int64_t)(*x++ - p->in_zp) * mult[c] + offset[c];  \
        *y++ = ecg_clamp_##s(p->out_zp + ecg_round_shift(acc, p->shift),       \
                             p->act_min, p->act_max);                          \
      }                                                                        \
  }

#endif // ECG_RT_REF_SCALE_SHIFT_QUANTIZED_H
