// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Float LSTM, one direction (contract: recurrent.h).
#ifndef ECG_RT_REF_LSTM_F32_H
#define ECG_RT_REF_LSTM_F32_H

#include "recurrent_f32.h"

static inline ecg_lstm_f32_fn ecg_lstm_f32;

/// One step: h is read only, its successor goes to `next`. c is updated.
ECG_RT_INLINE void ecg_lstm_f32_step(const ecg_lstm_f32_params_t *p,
                                     const ecg_recurrent_f32_cell_t *cell,
                                     const float *peephole, const float *x,
                                     const float *h, float *c, float *next) {
  const int32_t n = p->hidden;
  for (int32_t j = 0; j < n; ++j) {
    float i = ecg_recurrent_f32_sum(cell, j, x, h);
    float o = ecg_recurrent_f32_sum(cell, n + j, x, h);
    float f = ecg_recurrent_f32_sum(cell, 2 * n + j, x, h);
    float g = ecg_recurrent_f32_sum(cell, 3 * n + j, x, h);
    if (peephole) {
      i += peephole[j] * c[j];
      f += peephole[2 * n + j] * c[j];
    }
    i = ecg_recurrent_f32_of(p->act_f, p->alpha_f, p->beta_f,
                             ecg_clamp_f32(i, -p->clip, p->clip));
    f = p->input_forget
            ? 1.0f - i
            : ecg_recurrent_f32_of(p->act_f, p->alpha_f, p->beta_f,
                                   ecg_clamp_f32(f, -p->clip, p->clip));
    g = ecg_recurrent_f32_of(p->act_g, p->alpha_g, p->beta_g,
                             ecg_clamp_f32(g, -p->clip, p->clip));
    c[j] = f * c[j] + i * g;
    if (peephole)
      o += peephole[n + j] * c[j];
    o = ecg_recurrent_f32_of(p->act_f, p->alpha_f, p->beta_f,
                             ecg_clamp_f32(o, -p->clip, p->clip));
    next[j] = o * ecg_recurrent_f32_of(p->act_h, p->alpha_h, p->beta_h, c[j]);
  }
}

ECG_RT_INLINE void
ecg_lstm_f32(const ecg_lstm_f32_params_t *p, const float *ECG_RT_RESTRICT x,
             const float *ECG_RT_RESTRICT w, const float *ECG_RT_RESTRICT r,
             const float *ECG_RT_RESTRICT b,
             const float *ECG_RT_RESTRICT peephole,
             const int32_t *ECG_RT_RESTRICT lengths, float *ECG_RT_RESTRICT y,
             float *ECG_RT_RESTRICT h, float *ECG_RT_RESTRICT c,
             float *ECG_RT_RESTRICT scratch) {
  const size_t row = (size_t)p->hidden * sizeof(float);
  const ecg_recurrent_f32_cell_t cell =
      ecg_recurrent_f32_cell(w, r, b, p->direction, 4, p->input, p->hidden);
  if (peephole)
    peephole += (ptrdiff_t)p->direction * 3 * p->hidden;
  for (int32_t n = 0; n < p->batch; ++n) {
    const ecg_recurrent_steps_t at = ECG_RECURRENT_STEPS(p, lengths, n);
    float *const hn = h + ecg_recurrent_state_at(&at);
    float *const cn = c + ecg_recurrent_state_at(&at);
    if (p->from_zero) {
      memset(hn, 0, row);
      memset(cn, 0, row);
    }
    for (int32_t s = 0; s < p->steps; ++s) {
      const int32_t t = ecg_recurrent_time(&at, s);
      if (s < at.length) {
        ecg_lstm_f32_step(p, &cell, peephole,
                          x + ecg_recurrent_x_at(&at, t, p->input), hn, cn,
                          scratch);
        memcpy(hn, scratch, row);
      }
      ecg_recurrent_f32_output(&at, t, s, hn, y);
    }
  }
}

#endif // ECG_RT_REF_LSTM_F32_H
