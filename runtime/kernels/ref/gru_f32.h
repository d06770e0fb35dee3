// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Float GRU, one direction (contract: recurrent.h).
#ifndef ECG_RT_REF_GRU_F32_H
#define ECG_RT_REF_GRU_F32_H

#include "recurrent_f32.h"

static inline ecg_gru_f32_fn ecg_gru_f32;

/// f of gate 0 (z) or 1 (r) for unit j.
ECG_RT_INLINE float ecg_gru_f32_gate(const ecg_gru_f32_params_t *p,
                                     const ecg_recurrent_f32_cell_t *cell,
                                     int32_t gate, int32_t j, const float *x,
                                     const float *h) {
  const float sum = ecg_recurrent_f32_sum(cell, gate * p->hidden + j, x, h);
  return ecg_recurrent_f32_of(p->act_f, p->alpha_f, p->beta_f,
                              ecg_clamp_f32(sum, -p->clip, p->clip));
}

/// One step: h is read only, its successor goes to `next`; `reset` holds r * h
/// of all units before any of them is used.
ECG_RT_INLINE void ecg_gru_f32_step(const ecg_gru_f32_params_t *p,
                                    const ecg_recurrent_f32_cell_t *cell,
                                    const float *x, const float *h,
                                    float *reset, float *next) {
  const int32_t n = p->hidden;
  if (!p->linear_before_reset)
    for (int32_t j = 0; j < n; ++j)
      reset[j] = ecg_gru_f32_gate(p, cell, 1, j, x, h) * h[j];
  for (int32_t j = 0; j < n; ++j) {
    const int32_t row = 2 * n + j;
    const float z = ecg_gru_f32_gate(p, cell, 0, j, x, h);
    const float br = cell->br ? cell->br[row] : 0.0f;
    float sum = ecg_recurrent_f32_input_sum(cell, row, x);
    if (p->linear_before_reset)
      sum += ecg_gru_f32_gate(p, cell, 1, j, x, h) *
             ecg_recurrent_f32_add_hidden(cell, row, br, h);
    else
      sum = ecg_recurrent_f32_add_hidden(cell, row, sum + br, reset);
    const float candidate = ecg_recurrent_f32_of(
        p->act_g, p->alpha_g, p->beta_g, ecg_clamp_f32(sum, -p->clip, p->clip));
    next[j] = (1.0f - z) * candidate + z * h[j];
  }
}

ECG_RT_INLINE void
ecg_gru_f32(const ecg_gru_f32_params_t *p, const float *ECG_RT_RESTRICT x,
            const float *ECG_RT_RESTRICT w, const float *ECG_RT_RESTRICT r,
            const float *ECG_RT_RESTRICT b,
            const int32_t *ECG_RT_RESTRICT lengths, float *ECG_RT_RESTRICT y,
            float *ECG_RT_RESTRICT h, float *ECG_RT_RESTRICT scratch) {
  const size_t row = (size_t)p->hidden * sizeof(float);
  const ecg_recurrent_f32_cell_t cell =
      ecg_recurrent_f32_cell(w, r, b, p->direction, 3, p->input, p->hidden);
  for (int32_t n = 0; n < p->batch; ++n) {
    const ecg_recurrent_steps_t at = ECG_RECURRENT_STEPS(p, lengths, n);
    float *const hn = h + ecg_recurrent_state_at(&at);
    if (p->from_zero)
      memset(hn, 0, row);
    for (int32_t s = 0; s < p->steps; ++s) {
      const int32_t t = ecg_recurrent_time(&at, s);
      if (s < at.length) {
        ecg_gru_f32_step(p, &cell, x + ecg_recurrent_x_at(&at, t, p->input), hn,
                         scratch, scratch + p->hidden);
        memcpy(hn, scratch + p->hidden, row);
      }
      ecg_recurrent_f32_output(&at, t, s, hn, y);
    }
  }
}

#endif // ECG_RT_REF_GRU_F32_H
