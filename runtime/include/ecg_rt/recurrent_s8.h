// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Contracts of the int8 recurrent layers, with ONNX's default activations, and
// of their states. Layout, directions, lengths and NULL are as in recurrent.h.
#ifndef ECG_RT_RECURRENT_S8_H
#define ECG_RT_RECURRENT_S8_H

#include "ecg_rt.h"

/// Fixed point: h is int16 in units of 2^-15, in [-32767, 32767]; c is int32 in
/// units of 2^-16; gates are int16 in units of 2^-15; sums in units of 2^-16.
/// Of a row of weights: @recurrent_sum
///   sum_x = bias + requant(sum of w * (x - in_zp), x_mult, x_shift)
///   sum_h = requant(sum of r * h, h_mult, h_shift)
/// both sums of products in int32, added and limited to [-clip, clip] in int64.
///  x: int8. w, r: int8 in [-127, 127]. bias: int32, of w and r together.
///  x_mult, x_shift, h_mult, h_shift: one entry a row and direction, as
///  @requant takes them. y: int8, clamp(y_zp + requant(h, y_mult, y_shift)).
///  scratch: int16, as many as the kernel says.
typedef struct ecg_lstm_s8_params {
  int32_t steps, batch, input, hidden;
  int32_t directions, direction;
  int32_t reverse, from_zero; ///< 0 or 1
  int32_t input_forget;       ///< 0 or 1
  int32_t in_zp;              ///< in [-128, 127]
  int32_t y_zp, y_mult, y_shift;
  int32_t clip; ///< > 0, in units of 2^-16
} ecg_lstm_s8_params_t;

typedef struct ecg_gru_s8_params {
  int32_t steps, batch, input, hidden;
  int32_t directions, direction;
  int32_t reverse, from_zero;  ///< 0 or 1
  int32_t linear_before_reset; ///< 0 or 1
  int32_t in_zp;               ///< in [-128, 127]
  int32_t y_zp, y_mult, y_shift;
  int32_t clip; ///< > 0, in units of 2^-16
} ecg_gru_s8_params_t;

typedef struct ecg_rnn_s8_params {
  int32_t steps, batch, input, hidden;
  int32_t directions, direction;
  int32_t reverse, from_zero; ///< 0 or 1
  int32_t in_zp;              ///< in [-128, 127]
  int32_t y_zp, y_mult, y_shift;
  int32_t clip; ///< > 0, in units of 2^-16
} ecg_rnn_s8_params_t;

#define ECG_LSTM_S8_LARGEST_C ((1 << 24) - 1)

/// @lstm_s8, a step, s = sum_x + sum_h of a gate, [v] = round_shift(v, 15):
///   i = sigmoid_s16(s_i + p_i c)   f = sigmoid_s16(s_f + p_f c), or 2^15 - i
///   g = tanh_s16(s_c)              c = [f c + 2 i g], limited
///   o = sigmoid_s16(s_o + p_o c)   h = [o tanh_s16(c)]
/// p c is round_shift(p * c, 16), o sees the new c. The magnitude of c stays
/// below 2^24, so that a float holds every state exactly. bias: [D][4*hidden].
/// peephole: int32 [D][3*hidden] in units of 2^-16 or NULL. scratch: hidden.
typedef void ecg_lstm_s8_fn(const ecg_lstm_s8_params_t *p, const int8_t *x,
                            const int8_t *w, const int8_t *r,
                            const int32_t *x_mult, const int8_t *x_shift,
                            const int32_t *h_mult, const int8_t *h_shift,
                            const int32_t *bias, const int32_t *peephole,
                            const int32_t *lengths, int8_t *y, int16_t *h,
                            int32_t *c, int16_t *scratch);

/// @gru_s8, a step, [v] = round_shift(v, 15):
///   z = sigmoid_s16(s_z)  r = sigmoid_s16(s_r)
///   n = tanh_s16(sum_x + bias_h + sum of R [r h]), or with
///   linear_before_reset: tanh_s16(sum_x + [r (sum_h + bias_h)])
///   h = [(2^15 - z) n + z h]
/// bias: [D][4*hidden], of z, r, n and then bias_h; the third is that of w
/// alone. scratch: 2 * hidden.
typedef void ecg_gru_s8_fn(const ecg_gru_s8_params_t *p, const int8_t *x,
                           const int8_t *w, const int8_t *r,
                           const int32_t *x_mult, const int8_t *x_shift,
                           const int32_t *h_mult, const int8_t *h_shift,
                           const int32_t *bias, const int32_t *lengths,
                           int8_t *y, int16_t *h, int16_t *scratch);

/// @rnn_s8, a step: h = tanh_s16(s). bias: [D][hidden]. scratch: hidden.
typedef void ecg_rnn_s8_fn(const ecg_rnn_s8_params_t *p, const int8_t *x,
                           const int8_t *w, const int8_t *r,
                           const int32_t *x_mult, const int8_t *x_shift,
                           const int32_t *h_mult, const int8_t *h_shift,
                           const int32_t *bias, const int32_t *lengths,
                           int8_t *y, int16_t *h, int16_t *scratch);

typedef struct ecg_fixed_params {
  int32_t n;
  int32_t bits; ///< in [0, 30]: units of 2^-bits
} ecg_fixed_params_t;
typedef ecg_fixed_params_t ecg_to_fixed_s16_params_t;
typedef ecg_fixed_params_t ecg_to_fixed_s32_params_t;
typedef ecg_fixed_params_t ecg_from_fixed_s16_params_t;
typedef ecg_fixed_params_t ecg_from_fixed_s32_params_t;

/// @fixed: y = rint(x * 2^bits), half to even, limited to the largest
/// magnitude of the type; NaN gives 0. The product is exact.
typedef void ecg_to_fixed_s16_fn(const ecg_fixed_params_t *p, const float *x,
                                 int16_t *y);
typedef void ecg_to_fixed_s32_fn(const ecg_fixed_params_t *p, const float *x,
                                 int32_t *y);

/// @fixed: y = (float)x * 2^-bits, one rounding.
typedef void ecg_from_fixed_s16_fn(const ecg_fixed_params_t *p,
                                   const int16_t *x, float *y);
typedef void ecg_from_fixed_s32_fn(const ecg_fixed_params_t *p,
                                   const int32_t *x, float *y);

#endif // ECG_RT_RECURRENT_S8_H
