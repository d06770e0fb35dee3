// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Float RNN, one direction (contract: recurrent.h).
#ifndef ECG_RT_REF_RNN_F32_H
#define ECG_RT_REF_RNN_F32_H

#include "recurrent_f32.h"

static inline ecg_rnn_f32_fn ecg_rnn_f32;

ECG_RT_INLINE void
ecg_rnn_f32(const ecg_rnn_f32_params_t *p, const float *ECG_RT_RESTRICT x,
            const float *ECG_RT_RESTRICT w, const float *ECG_RT_RESTRICT r,
            const float *ECG_RT_RESTRICT b,
            const int32_t *ECG_RT_RESTRICT lengths, float *ECG_RT_RESTRICT y,
            float *ECG_RT_RESTRICT h, float *ECG_RT_RESTRICT scratch) {
  const size_t row = (size_t)p->hidden * sizeof(float);
  const ecg_recurrent_f32_cell_t cell =
      ecg_recurrent_f32_cell(w, r, b, p->direction, 1, p->input, p->hidden);
  for (int32_t n = 0; n < p->batch; ++n) {
    const ecg_recurrent_steps_t at = ECG_RECURRENT_STEPS(p, lengths, n);
    float *const hn = h + ecg_recurrent_state_at(&at);
    if (p->from_zero)
      memset(hn, 0, row);
    for (int32_t s = 0; s < p->steps; ++s) {
      const int32_t t = ecg_recurrent_time(&at, s);
      const float *const xt = x + ecg_recurrent_x_at(&at, t, p->input);
      if (s < at.length) {
        for (int32_t j = 0; j < p->hidden; ++j)
          scratch[j] = ecg_recurrent_f32_of(
              p->act_f, p->alpha_f, p->beta_f,
              ecg_clamp_f32(ecg_recurrent_f32_sum(&cell, j, xt, hn), -p->clip,
                            p->clip));
        memcpy(hn, scratch, row);
      }
      ecg_recurrent_f32_output(&at, t, s, hn, y);
    }
  }
}

#endif // ECG_RT_REF_RNN_F32_H
