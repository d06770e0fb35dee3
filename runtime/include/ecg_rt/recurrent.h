// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Contracts of the float recurrent layers. One call computes one direction;
// tensors hold all of them, as ONNX LSTM, GRU and RNN of layout 0 do.
#ifndef ECG_RT_RECURRENT_H
#define ECG_RT_RECURRENT_H

#include "ecg_rt.h"

/// Activations of recurrent layers. Those up to the first with alpha take no
/// parameters, those up to the first with beta take alpha, the others both.
typedef enum ecg_recurrent_activation {
  ECG_RECURRENT_SIGMOID = 0,          ///< 1 / (1 + exp(-x))
  ECG_RECURRENT_TANH = 1,             ///< tanh(x)
  ECG_RECURRENT_RELU = 2,             ///< max(x, 0)
  ECG_RECURRENT_SOFTSIGN = 3,         ///< x / (1 + |x|)
  ECG_RECURRENT_SOFTPLUS = 4,         ///< log(1 + exp(x))
  ECG_RECURRENT_LEAKY_RELU = 5,       ///< x for x >= 0, else alpha * x
  ECG_RECURRENT_THRESHOLDED_RELU = 6, ///< x for x > alpha, else 0
  ECG_RECURRENT_ELU = 7,              ///< x for x >= 0, else alpha*(exp(x)-1)
  ECG_RECURRENT_AFFINE = 8,           ///< alpha * x + beta
  ECG_RECURRENT_SCALED_TANH = 9,      ///< alpha * tanh(beta * x)
  ECG_RECURRENT_HARD_SIGMOID = 10     ///< min(max(alpha * x + beta, 0), 1)
} ecg_recurrent_activation_t;

/// What all three have in common. G gates a layer: LSTM 4 (i, o, f, c), GRU 3
/// (z, r, h), RNN 1, D = directions, d = direction below.
///  x: [steps][batch][input]. w: [D][G*hidden][input].
///  r: [D][G*hidden][hidden]. b: [D][2*G*hidden], first those of w, then those
///  of r; NULL: zeros. lengths: [batch], steps of each sequence,
///  limited to [0, steps]; NULL: all. y: [steps][D][batch][hidden]; NULL: not
///  wanted. h, c: [D][batch][hidden], the state: read unless from_zero, and
///  left as it is after the last step. Nothing else may overlap them. scratch:
///  as many floats as the kernel says.
/// A call reads and writes only what belongs to direction d. Reverse means
/// from the last step of each sequence to its first. Steps from lengths[n] on
/// are skipped, their y is 0. Sums start with the bias, then x, then h, in
/// rising order. Activations see sums limited to [-clip, clip]; INFINITY: no
/// limit.
typedef struct ecg_lstm_f32_params {
  int32_t steps, batch, input, hidden;
  int32_t directions, direction;
  int32_t reverse, from_zero;  ///< 0 or 1
  int32_t input_forget;        ///< 1: the forget gate is 1 - the input gate
  int32_t act_f, act_g, act_h; ///< ecg_recurrent_activation_t
  float alpha_f, alpha_g, alpha_h, beta_f, beta_g, beta_h;
  float clip; ///< > 0
} ecg_lstm_f32_params_t;

typedef struct ecg_gru_f32_params {
  int32_t steps, batch, input, hidden;
  int32_t directions, direction;
  int32_t reverse, from_zero;  ///< 0 or 1
  int32_t linear_before_reset; ///< 0 or 1
  int32_t act_f, act_g;        ///< ecg_recurrent_activation_t
  float alpha_f, alpha_g, beta_f, beta_g;
  float clip; ///< > 0
} ecg_gru_f32_params_t;

typedef struct ecg_rnn_f32_params {
  int32_t steps, batch, input, hidden;
  int32_t directions, direction;
  int32_t reverse, from_zero; ///< 0 or 1
  int32_t act_f;              ///< ecg_recurrent_activation_t
  float alpha_f, beta_f;
  float clip; ///< > 0
} ecg_rnn_f32_params_t;

/// @lstm_f32, a step (* element by element, s = W x + R h + bias of a gate):
///   i = f(s_i + p_i * c)    f' = f(s_f + p_f * c), or 1 - i
///   c = f' * c + i * g(s_c) o = f(s_o + p_o * c)   h = o * h(c)
/// where o sees the new c. h(c) is not clipped. peephole: [D][3*hidden] in the
/// order i, o, f; NULL: zeros. scratch: hidden.
typedef void ecg_lstm_f32_fn(const ecg_lstm_f32_params_t *p, const float *x,
                             const float *w, const float *r, const float *b,
                             const float *peephole, const int32_t *lengths,
                             float *y, float *h, float *c, float *scratch);

/// @gru_f32, a step:
///   z = f(s_z)  r = f(s_r)  n = g(W x + bw + R (r * h) + br), or with
///   linear_before_reset     n = g(W x + bw + r * (R h + br))
///   h = (1 - z) * n + z * h
/// scratch: 2 * hidden.
typedef void ecg_gru_f32_fn(const ecg_gru_f32_params_t *p, const float *x,
                            const float *w, const float *r, const float *b,
                            const int32_t *lengths, float *y, float *h,
                            float *scratch);

/// @rnn_f32, a step: h = f(s). scratch: hidden.
typedef void ecg_rnn_f32_fn(const ecg_rnn_f32_params_t *p, const float *x,
                            const float *w, const float *r, const float *b,
                            const int32_t *lengths, float *y, float *h,
                            float *scratch);

#endif // ECG_RT_RECURRENT_H
