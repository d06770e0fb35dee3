// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Int8 LSTM, one direction (contract: recurrent_s8.h).
#ifndef ECG_RT_REF_LSTM_S8_H
#define ECG_RT_REF_LSTM_S8_H

#include "recurrent_s8_cell.h"

static inline ecg_lstm_s8_fn ecg_lstm_s8;

/// p * c in units of sums; 0 without peepholes.
ECG_RT_INLINE int64_t ecg_lstm_s8_peep(const int32_t *peephole, int32_t at,
                                       int32_t c) {
  return peephole ? ecg_round_shift((int64_t)peephole[at] * c, 16) : 0;
}

/// One step: h is read only, its successor goes to `next`. c is updated.
ECG_RT_INLINE void ecg_lstm_s8_step(const ecg_lstm_s8_params_t *p,
                                    const ecg_recurrent_s8_cell_t *cell,
                                    const int32_t *peephole, const int8_t *x,
                                    const int16_t *h, int32_t *c,
                                    int16_t *next) {
  const int32_t n = p->hidden;
  for (int32_t j = 0; j < n; ++j) {
    const int64_t si = ecg_recurrent_s8_sum(cell, j, x, h) +
                       ecg_lstm_s8_peep(peephole, j, c[j]);
    const int64_t so = ecg_recurrent_s8_sum(cell, n + j, x, h);
    const int64_t sf = ecg_recurrent_s8_sum(cell, 2 * n + j, x, h) +
                       ecg_lstm_s8_peep(peephole, 2 * n + j, c[j]);
    const int64_t sg = ecg_recurrent_s8_sum(cell, 3 * n + j, x, h);
    const int32_t i = ecg_sigmoid_s16_of(ecg_recurrent_s8_limit(si, p->clip));
    const int32_t f =
        p->input_forget
            ? 32768 - i
            : ecg_sigmoid_s16_of(ecg_recurrent_s8_limit(sf, p->clip));
    const int32_t g = ecg_tanh_s16_of(ecg_recurrent_s8_limit(sg, p->clip));
    c[j] = ecg_recurrent_s8_limit(
        ecg_round_shift((int64_t)f * c[j] + 2 * (int64_t)i * g, 15),
        ECG_LSTM_S8_LARGEST_C);
    const int32_t o = ecg_sigmoid_s16_of(ecg_recurrent_s8_limit(
        so + ecg_lstm_s8_peep(peephole, n + j, c[j]), p->clip));
    next[j] = (int16_t)ecg_round_shift((int64_t)o * ecg_tanh_s16_of(c[j]), 15);
  }
}

ECG_RT_INLINE void
ecg_lstm_s8(const ecg_lstm_s8_params_t *p, const int8_t *ECG_RT_RESTRICT x,
            const int8_t *ECG_RT_RESTRICT w, const int8_t *ECG_RT_RESTRICT r,
            const int32_t *ECG_RT_RESTRICT x_mult,
            const int8_t *ECG_RT_RESTRICT x_shift,
            const int32_t *ECG_RT_RESTRICT h_mult,
            const int8_t *ECG_RT_RESTRICT h_shift,
            const int32_t *ECG_RT_RESTRICT bias,
            const int32_t *ECG_RT_RESTRICT peephole,
            const int32_t *ECG_RT_RESTRICT lengths, int8_t *ECG_RT_RESTRICT y,
            int16_t *ECG_RT_RESTRICT h, int32_t *ECG_RT_RESTRICT c,
            int16_t *ECG_RT_RESTRICT scratch) {
  const size_t n = (size_t)p->hidden;
  const ecg_recurrent_s8_cell_t cell = ECG_RECURRENT_S8_CELL(p, 4, 4);
  if (peephole)
    peephole += (ptrdiff_t)p->direction * 3 * p->hidden;
  for (int32_t b = 0; b < p->batch; ++b) {
    const ecg_recurrent_steps_t at = ECG_RECURRENT_STEPS(p, lengths, b);
    int16_t *const hb = h + ecg_recurrent_state_at(&at);
    int32_t *const cb = c + ecg_recurrent_state_at(&at);
    if (p->from_zero) {
      memset(hb, 0, n * sizeof(int16_t));
      memset(cb, 0, n * sizeof(int32_t));
    }
    for (int32_t s = 0; s < p->steps; ++s) {
      const int32_t t = ecg_recurrent_time(&at, s);
      if (s < at.length) {
        ecg_lstm_s8_step(p, &cell, peephole,
                         x + ecg_recurrent_x_at(&at, t, p->input), hb, cb,
                         scratch);
        memcpy(hb, scratch, n * sizeof(int16_t));
      }
      ecg_recurrent_s8_output(&at, &cell, t, s, hb, y);
    }
  }
}

#endif // ECG_RT_REF_LSTM_S8_H
