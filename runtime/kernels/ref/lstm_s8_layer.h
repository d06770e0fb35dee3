// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Int8 LSTM, one direction (contract: recurrent_s8.h), with the sums of the set
// that includes it. Not a kernel itself.
#ifndef ECG_RT_REF_LSTM_S8_LAYER_H
#define ECG_RT_REF_LSTM_S8_LAYER_H

#ifndef ECG_RT_RECURRENT_S8_SUMS_H
#include "recurrent_s8_sums.h"
#endif

static inline ecg_lstm_s8_fn ecg_lstm_s8;

/// p * c in units of sums; 0 without peepholes.
ECG_RT_INLINE int64_t ecg_lstm_s8_peep(const int32_t *peephole, int32_t at,
                                       int32_t c) {
  return peephole ? ecg_round_shift((int64_t)peephole[at] * c, 16) : 0;
}

/// One step: h is read only, its successor goes to `next`. c is updated.
ECG_RT_SPECIALIZE void ecg_lstm_s8_step(const ecg_lstm_s8_params_t *p,
                                        const ecg_recurrent_s8_cell_t *cell,
                                        const int32_t *peephole,
                                        const int8_t *x, const int16_t *h,
                                        int32_t *c, int16_t *next) {
  const int32_t n = p->hidden, clip = p->clip;
  for (int32_t j = 0; j < n; ++j) {
    int32_t u[4], v[4]; // of the gates i, o, f, c
    ecg_recurrent_s8_dot_x(cell, j, n, 4, x, u);
    ecg_recurrent_s8_dot_h(cell, j, n, 4, h, v);
    const int32_t i = ecg_sigmoid_s16_of(ecg_recurrent_s8_sum(
        cell, j, u[0], v[0], ecg_lstm_s8_peep(peephole, j, c[j]), clip));
    const int32_t f =
        p->input_forget
            ? 32768 - i
            : ecg_sigmoid_s16_of(ecg_recurrent_s8_sum(
                  cell, 2 * n + j, u[2], v[2],
                  ecg_lstm_s8_peep(peephole, 2 * n + j, c[j]), clip));
    const int32_t g = ecg_tanh_s16_of(
        ecg_recurrent_s8_sum(cell, 3 * n + j, u[3], v[3], 0, clip));
    c[j] = ecg_recurrent_s8_limit(
        ecg_round_shift((int64_t)f * c[j] + (int64_t)i * (2 * g), 15),
        ECG_LSTM_S8_LARGEST_C);
    const int32_t o = ecg_sigmoid_s16_of(
        ecg_recurrent_s8_sum(cell, n + j, u[1], v[1],
                             ecg_lstm_s8_peep(peephole, n + j, c[j]), clip));
    next[j] = (int16_t)((o * ecg_tanh_s16_of(c[j]) + (1 << 14)) >> 15);
  }
}

ECG_RT_SPECIALIZE void
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

#endif // ECG_RT_REF_LSTM_S8_LAYER_H
