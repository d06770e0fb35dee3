// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Float interpolation along one axis (contract: interp.h).
#ifndef ECG_RT_REF_INTERP_F32_H
#define ECG_RT_REF_INTERP_F32_H

#include "interp.h"

static inline ecg_interp_f32_fn ecg_interp_f32;

ECG_RT_INLINE void ecg_interp_f32(const ecg_interp_f32_params_t *p,
                                  const float *ECG_RT_RESTRICT x,
                                  const int32_t *ECG_RT_RESTRICT index,
                                  const float *ECG_RT_RESTRICT weight,
                                  float *ECG_RT_RESTRICT y) {
  for (int32_t a = 0; a < p->outer; ++a, x += p->n_in * p->inner)
    for (int32_t o = 0; o < p->n_out; ++o, y += p->inner)
      for (int32_t t = 0; t < p->taps; ++t) {
        const int32_t from = index[o * p->taps + t];
        const float factor = weight[o * p->taps + t];
        for (int32_t b = 0; b < p->inner; ++b) {
          const float value =
              factor * (from < 0 ? p->fill : x[from * p->inner + b]);
          y[b] = t == 0 ? value : y[b] + value;
        }
      }
}

#endif // ECG_RT_REF_INTERP_F32_H
