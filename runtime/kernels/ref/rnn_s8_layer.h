// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Int8 RNN, one direction (contract: recurrent_s8.h), with the sums of the set
// that includes it. Not a kernel itself.
#ifndef ECG_RT_REF_RNN_S8_LAYER_H
#define ECG_RT_REF_RNN_S8_LAYER_H

#ifndef ECG_RT_RECURRENT_S8_SUMS_H
#include "recurrent_s8_sums.h"
#endif

static inline ecg_rnn_s8_fn ecg_rnn_s8;

/// One step: h is read only, its successor goes to `next`.
ECG_RT_SPECIALIZE void ecg_rnn_s8_step(const ecg_rnn_s8_params_t *p,
                                       const ecg_recurrent_s8_cell_t *cell,
                                       const int8_t *x, const int16_t *h,
                                       int16_t *next) {
  for (int32_t j = 0; j < p->hidden; j += 4) {
    const int32_t count = p->hidden - j < 4 ? p->hidden - j : 4;
    int32_t u[4], v[4];
    ecg_recurrent_s8_dot_x(cell, j, 1, count, x, u);
    ecg_recurrent_s8_dot_h(cell, j, 1, count, h, v);
    for (int32_t k = 0; k < count; ++k)
      next[j + k] = (int16_t)ecg_tanh_s16_of(
          ecg_recurrent_s8_sum(cell, j + k, u[k], v[k], 0, p->clip));
  }
}

ECG_RT_SPECIALIZE void
ecg_rnn_s8(const ecg_rnn_s8_params_t *p, const int8_t *ECG_RT_RESTRICT x,
           const int8_t *ECG_RT_RESTRICT w, const int8_t *ECG_RT_RESTRICT r,
           const int32_t *ECG_RT_RESTRICT x_mult,
           const int8_t *ECG_RT_RESTRICT x_shift,
           const int32_t *ECG_RT_RESTRICT h_mult,
           const int8_t *ECG_RT_RESTRICT h_shift,
           const int32_t *ECG_RT_RESTRICT bias,
           const int32_t *ECG_RT_RESTRICT lengths, int8_t *ECG_RT_RESTRICT y,
           int16_t *ECG_RT_RESTRICT h, int16_t *ECG_RT_RESTRICT scratch) {
  const size_t row = (size_t)p->hidden * sizeof(int16_t);
  const ecg_recurrent_s8_cell_t cell = ECG_RECURRENT_S8_CELL(p, 1, 1);
  for (int32_t b = 0; b < p->batch; ++b) {
    const ecg_recurrent_steps_t at = ECG_RECURRENT_STEPS(p, lengths, b);
    int16_t *const hb = h + ecg_recurrent_state_at(&at);
    if (p->from_zero)
      memset(hb, 0, row);
    for (int32_t s = 0; s < p->steps; ++s) {
      const int32_t t = ecg_recurrent_time(&at, s);
      const int8_t *const xt = x + ecg_recurrent_x_at(&at, t, p->input);
      if (s < at.length) {
        ecg_rnn_s8_step(p, &cell, xt, hb, scratch);
        memcpy(hb, scratch, row);
      }
      ecg_recurrent_s8_output(&at, &cell, t, s, hb, y);
    }
  }
}

#endif // ECG_RT_REF_RNN_S8_LAYER_H
