// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Int8 GRU, one direction (contract: recurrent_s8.h).
#ifndef ECG_RT_REF_GRU_S8_H
#define ECG_RT_REF_GRU_S8_H

#include "recurrent_s8_cell.h"

static inline ecg_gru_s8_fn ecg_gru_s8;

/// Gate 0 (z) or 1 (r) of unit j.
ECG_RT_INLINE int32_t ecg_gru_s8_gate(const ecg_gru_s8_params_t *p,
                                      const ecg_recurrent_s8_cell_t *cell,
                                      int32_t gate, int32_t j, const int8_t *x,
                                      const int16_t *h) {
  const int64_t sum = ecg_recurrent_s8_sum(cell, gate * p->hidden + j, x, h);
  return ecg_sigmoid_s16_of(ecg_recurrent_s8_limit(sum, p->clip));
}

/// One step: h is read only, its successor goes to `next`; `reset` holds [r h]
/// of all units before any of them is used.
ECG_RT_INLINE void ecg_gru_s8_step(const ecg_gru_s8_params_t *p,
                                   const ecg_recurrent_s8_cell_t *cell,
                                   const int8_t *x, const int16_t *h,
                                   int16_t *reset, int16_t *next) {
  const int32_t n = p->hidden;
  if (!p->linear_before_reset)
    for (int32_t j = 0; j < n; ++j)
      reset[j] = (int16_t)ecg_round_shift(
          (int64_t)ecg_gru_s8_gate(p, cell, 1, j, x, h) * h[j], 15);
  for (int32_t j = 0; j < n; ++j) {
    const int32_t row = 2 * n + j;
    const int32_t z = ecg_gru_s8_gate(p, cell, 0, j, x, h);
    int64_t sum = cell->bias[row] + ecg_recurrent_s8_sum_x(cell, row, x);
    if (p->linear_before_reset) {
      const int64_t hidden = ecg_recurrent_s8_limit(
          ecg_recurrent_s8_sum_h(cell, row, h) + cell->bias[3 * n + j],
          INT32_MAX);
      sum += ecg_round_shift(ecg_gru_s8_gate(p, cell, 1, j, x, h) * hidden, 15);
    } else {
      sum += ecg_recurrent_s8_sum_h(cell, row, reset) + cell->bias[3 * n + j];
    }
    const int32_t candidate =
        ecg_tanh_s16_of(ecg_recurrent_s8_limit(sum, p->clip));
    next[j] = (int16_t)ecg_round_shift(
        (int64_t)(32768 - z) * candidate + (int64_t)z * h[j], 15);
  }
}

ECG_RT_INLINE void
ecg_gru_s8(const ecg_gru_s8_params_t *p, const int8_t *ECG_RT_RESTRICT x,
           const int8_t *ECG_RT_RESTRICT w, const int8_t *ECG_RT_RESTRICT r,
           const int32_t *ECG_RT_RESTRICT x_mult,
           const int8_t *ECG_RT_RESTRICT x_shift,
           const int32_t *ECG_RT_RESTRICT h_mult,
           const int8_t *ECG_RT_RESTRICT h_shift,
           const int32_t *ECG_RT_RESTRICT bias,
           const int32_t *ECG_RT_RESTRICT lengths, int8_t *ECG_RT_RESTRICT y,
           int16_t *ECG_RT_RESTRICT h, int16_t *ECG_RT_RESTRICT scratch) {
  const size_t row = (size_t)p->hidden * sizeof(int16_t);
  const ecg_recurrent_s8_cell_t cell = ECG_RECURRENT_S8_CELL(p, 3, 4);
  for (int32_t b = 0; b < p->batch; ++b) {
    const ecg_recurrent_steps_t at = ECG_RECURRENT_STEPS(p, lengths, b);
    int16_t *const hb = h + ecg_recurrent_state_at(&at);
    if (p->from_zero)
      memset(hb, 0, row);
    for (int32_t s = 0; s < p->steps; ++s) {
      const int32_t t = ecg_recurrent_time(&at, s);
      if (s < at.length) {
        ecg_gru_s8_step(p, &cell, x + ecg_recurrent_x_at(&at, t, p->input), hb,
                        scratch, scratch + p->hidden);
        memcpy(hb, scratch + p->hidden, row);
      }
      ecg_recurrent_s8_output(&at, &cell, t, s, hb, y);
    }
  }
}

#endif // ECG_RT_REF_GRU_S8_H
