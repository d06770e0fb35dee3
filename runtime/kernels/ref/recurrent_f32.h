// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the float recurrent kernels share: sums, activations and the order of
// steps. Not a kernel itself.
#ifndef ECG_RT_REF_RECURRENT_F32_H
#define ECG_RT_REF_RECURRENT_F32_H

#include "clamp.h"
#include "recurrent.h"
#include "recurrent_steps.h"
#include "sigmoid_f32.h"
#include <math.h>
#include <string.h>

/// The functions of ecg_recurrent_activation_t.
ECG_RT_INLINE float ecg_recurrent_f32_of(int32_t function, float alpha,
                                         float beta, float x) {
  switch (function) {
  case ECG_RECURRENT_SIGMOID:
    return ecg_sigmoid_f32_of(x);
  case ECG_RECURRENT_TANH:
    return tanhf(x);
  case ECG_RECURRENT_RELU:
    return x > 0.0f ? x : 0.0f;
  case ECG_RECURRENT_SOFTSIGN:
    return x / (1.0f + fabsf(x));
  case ECG_RECURRENT_SOFTPLUS: // exp of a large x would overflow
    return (x > 0.0f ? x : 0.0f) + log1pf(expf(-fabsf(x)));
  case ECG_RECURRENT_LEAKY_RELU:
    return x >= 0.0f ? x : alpha * x;
  case ECG_RECURRENT_THRESHOLDED_RELU:
    return x > alpha ? x : 0.0f;
  case ECG_RECURRENT_ELU:
    return x >= 0.0f ? x : alpha * expm1f(x);
  case ECG_RECURRENT_AFFINE:
    return alpha * x + beta;
  case ECG_RECURRENT_SCALED_TANH:
    return alpha * tanhf(beta * x);
  default:
    return ecg_clamp_f32(alpha * x + beta, 0.0f, 1.0f);
  }
}

/// acc plus the sum of a[i] * b[i], in the order of i.
ECG_RT_INLINE float ecg_recurrent_dot_f32(float acc, const float *a,
                                          const float *b, int32_t n) {
  for (int32_t i = 0; i < n; ++i)
    acc += a[i] * b[i];
  return acc;
}

/// The weights of one direction, and the place of one step.
typedef struct ecg_recurrent_f32_cell {
  const float *w, *r;
  const float *bw, *br; ///< NULL: zeros
  int32_t input, hidden;
} ecg_recurrent_f32_cell_t;

/// The cell of direction d of weights with `gates` gates.
ECG_RT_INLINE ecg_recurrent_f32_cell_t
ecg_recurrent_f32_cell(const float *w, const float *r, const float *b,
                       int32_t d, int32_t gates, int32_t input,
                       int32_t hidden) {
  const ptrdiff_t rows = (ptrdiff_t)gates * hidden;
  ecg_recurrent_f32_cell_t cell = {w + d * rows * input, r + d * rows * hidden,
                                   NULL, NULL, input, hidden};
  if (b) {
    cell.bw = b + 2 * d * rows;
    cell.br = cell.bw + rows;
  }
  return cell;
}

/// Row `row` of W x + bias of w.
ECG_RT_INLINE float
ecg_recurrent_f32_input_sum(const ecg_recurrent_f32_cell_t *cell, int32_t row,
                            const float *x) {
  return ecg_recurrent_dot_f32(cell->bw ? cell->bw[row] : 0.0f,
                               cell->w + (ptrdiff_t)row * cell->input, x,
                               cell->input);
}

/// acc plus row `row` of R h.
ECG_RT_INLINE float
ecg_recurrent_f32_add_hidden(const ecg_recurrent_f32_cell_t *cell, int32_t row,
                             float acc, const float *h) {
  return ecg_recurrent_dot_f32(acc, cell->r + (ptrdiff_t)row * cell->hidden, h,
                               cell->hidden);
}

/// Row `row` of W x + R h + both biases.
ECG_RT_INLINE float ecg_recurrent_f32_sum(const ecg_recurrent_f32_cell_t *cell,
                                          int32_t row, const float *x,
                                          const float *h) {
  const float acc = ecg_recurrent_f32_input_sum(cell, row, x);
  return ecg_recurrent_f32_add_hidden(
      cell, row, acc + (cell->br ? cell->br[row] : 0.0f), h);
}

/// What step s, at time t, leaves in y (if that is wanted): h, or 0 behind the
/// end of the sequence.
ECG_RT_INLINE void ecg_recurrent_f32_output(const ecg_recurrent_steps_t *at,
                                            int32_t t, int32_t s,
                                            const float *h, float *y) {
  const size_t row = (size_t)at->hidden * sizeof(float);
  if (!y)
    return;
  if (s < at->length)
    memcpy(y + ecg_recurrent_y_at(at, t), h, row);
  else
    memset(y + ecg_recurrent_y_at(at, t), 0, row);
}

#endif // ECG_RT_REF_RECURRENT_F32_H
