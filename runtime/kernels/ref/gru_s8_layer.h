// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Int8 GRU, one direction (contract: recurrent_s8.h), with the sums of the set
// that includes it. Not a kernel itself.
#ifndef ECG_RT_REF_GRU_S8_LAYER_H
#define ECG_RT_REF_GRU_S8_LAYER_H

#ifndef ECG_RT_RECURRENT_S8_SUMS_H
#include "recurrent_s8_sums.h"
#endif

static inline ecg_gru_s8_fn ecg_gru_s8;

/// Gate 0 (z) or 1 (r) of `count` units from j on.
ECG_RT_SPECIALIZE void ecg_gru_s8_gate(const ecg_gru_s8_params_t *p,
                                       const ecg_recurrent_s8_cell_t *cell,
                                       int32_t gate, int32_t j, int32_t count,
                                       const int8_t *x, const int16_t *h,
                                       int32_t values[4]) {
  const int32_t row = gate * p->hidden + j;
  int32_t u[4], v[4];
  ecg_recurrent_s8_dot_x(cell, row, 1, count, x, u);
  ecg_recurrent_s8_dot_h(cell, row, 1, count, h, v);
  for (int32_t k = 0; k < count; ++k)
    values[k] = ecg_sigmoid_s16_of(
        ecg_recurrent_s8_sum(cell, row + k, u[k], v[k], 0, p->clip));
}

/// [r h] of all units.
ECG_RT_SPECIALIZE void ecg_gru_s8_reset(const ecg_gru_s8_params_t *p,
                                        const ecg_recurrent_s8_cell_t *cell,
                                        const int8_t *x, const int16_t *h,
                                        int16_t *reset) {
  for (int32_t j = 0; j < p->hidden; j += 4) {
    const int32_t count = p->hidden - j < 4 ? p->hidden - j : 4;
    int32_t r[4];
    ecg_gru_s8_gate(p, cell, 1, j, count, x, h, r);
    for (int32_t k = 0; k < count; ++k)
      reset[j + k] = (int16_t)((r[k] * h[j + k] + (1 << 14)) >> 15);
  }
}

/// The candidates of `count` units from j on; `reset` holds [r h].
ECG_RT_SPECIALIZE void ecg_gru_s8_candidate(const ecg_gru_s8_params_t *p,
                                            const ecg_recurrent_s8_cell_t *cell,
                                            int32_t j, int32_t count,
                                            const int8_t *x, const int16_t *h,
                                            const int16_t *reset,
                                            int32_t values[4]) {
  const int32_t row = 2 * p->hidden + j;
  const int32_t *const bias_h = cell->bias + 3 * p->hidden + j;
  int32_t u[4], v[4], r[4];
  ecg_recurrent_s8_dot_x(cell, row, 1, count, x, u);
  ecg_recurrent_s8_dot_h(cell, row, 1, count,
                         p->linear_before_reset ? h : reset, v);
  if (p->linear_before_reset)
    ecg_gru_s8_gate(p, cell, 1, j, count, x, h, r);
  for (int32_t k = 0; k < count; ++k) {
    int64_t extra = bias_h[k];
    if (p->linear_before_reset) {
      extra += ecg_requant(v[k], cell->h_mult[row + k], cell->h_shift[row + k]);
      extra = ecg_recurrent_s8_limit(extra, INT32_MAX);
      extra = ecg_round_shift(r[k] * extra, 15);
      v[k] = 0; // has been seen to
    }
    values[k] = ecg_tanh_s16_of(
        ecg_recurrent_s8_sum(cell, row + k, u[k], v[k], extra, p->clip));
  }
}

/// One step: h is read only, its successor goes to `next`; `reset` holds [r h]
/// of all units before any of them is used.
ECG_RT_SPECIALIZE void ecg_gru_s8_step(const ecg_gru_s8_params_t *p,
                                       const ecg_recurrent_s8_cell_t *cell,
                                       const int8_t *x, const int16_t *h,
                                       int16_t *reset, int16_t *next) {
  if (!p->linear_before_reset)
    ecg_gru_s8_reset(p, cell, x, h, reset);
  for (int32_t j = 0; j < p->hidden; j += 4) {
    const int32_t count = p->hidden - j < 4 ? p->hidden - j : 4;
    int32_t z[4], n[4];
    ecg_gru_s8_gate(p, cell, 0, j, count, x, h, z);
    ecg_gru_s8_candidate(p, cell, j, count, x, h, reset, n);
    for (int32_t k = 0; k < count; ++k)
      next[j + k] =
          (int16_t)(((32768 - z[k]) * n[k] + z[k] * h[j + k] + (1 << 14)) >>
                    15);
  }
}

ECG_RT_SPECIALIZE void
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

#endif // ECG_RT_REF_GRU_S8_LAYER_H
