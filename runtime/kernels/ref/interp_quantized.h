// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Interpolation along one axis on quantized elements (contract: interp.h).
#ifndef ECG_RT_REF_INTERP_QUANTIZED_H
#define ECG_RT_REF_INTERP_QUANTIZED_H

#include "interp.h"
#include "requantize.h"

#define ECG_RT_DEFINE_INTERP(s, type)                                          \
  static inline ecg_interp_##s##_fn ecg_interp_##s;                            \
  ECG_RT_INLINE void ecg_interp_##s(                                           \
      const ecg_interp_##s##_params_t *p, const type *ECG_RT_RESTRICT x,       \
      const int32_t *ECG_RT_RESTRICT index,                                    \
      const int32_t *ECG_RT_RESTRICT weight, type *ECG_RT_RESTRICT y) {        \
    for (int32_t a = 0; a < p->outer; ++a, x += p->n_in * p->inner)            \
      for (int32_t o = 0; o < p->n_out; ++o)                                   \
        for (int32_t b = 0; b < p->inner; ++b) {                               \
          int64_t acc = 0;                                                     \
          for (int32_t t = 0; t < p->taps; ++t) {                              \
            const int32_t from = index[o * p->taps + t];                       \
            acc += (int64_t)weight[o * p->taps + t] *                          \
                   (x[from * p->inner + b] - p->in_zp);                        \
          }                                                                    \
          *y++ = ecg_clamp_##s(p->out_zp + ecg_round_shift(acc, p->shift),     \
                               p->act_min, p->act_max);                        \
        }                                                                      \
  }

#endif // ECG_RT_REF_INTERP_QUANTIZED_H
