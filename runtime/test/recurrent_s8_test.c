// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The int8 recurrent kernels: the activations against libm with the error that
// docs/numerics.md states, and layers against the float kernels on the real
// numbers their integers stand for.
#include "check.h"
#include "from_fixed_s16.h"
#include "from_fixed_s32.h"
#include "gru_f32.h"
#include "gru_s8.h"
#include "lstm_f32.h"
#include "lstm_s8.h"
#include "rnn_f32.h"
#include "rnn_s8.h"
#include "to_fixed_s16.h"
#include "to_fixed_s32.h"

enum { T = 6, N = 2, I = 3, H = 5, D = 2, G = 4, ROUNDS = 200 };

static int8_t x[T * N * I], w[D * G * H * I], r[D * G * H * H],
    y[T * D * N * H];
static int8_t x_shift[D * G * H], h_shift[D * G * H];
static int32_t x_mult[D * G * H], h_mult[D * G * H], bias[D * G * H];
static int32_t peephole[D * 3 * H], c[D * N * H], lengths[N];
static int16_t h[D * N * H], scratch[2 * H];

static float xf[T * N * I], wf[D * G * H * I], rf[D * G * H * H];
static float bf[D * 2 * G * H], pf[D * 3 * H], yf[T * D * N * H];
static float hf[D * N * H], cf[D * N * H], scratch_f[2 * H];

static const float in_scale = 1.0f / 64, y_scale = 1.0f / 128;
static const float w_scale = 1.0f / 256, r_scale = 1.0f / 128;

/// @tanh_s16, @sigmoid_s16
static void activations_are_as_close_as_stated(void) {
  double tanh_error = 0, sigmoid_error = 0;
  for (int32_t v = -(20 << 16); v <= 20 << 16; v += 97) {
    const double real = v / 65536.0;
    tanh_error =
        fmax(tanh_error, fabs(ecg_tanh_s16_of(v) / 32768.0 - tanh(real)));
    sigmoid_error = fmax(sigmoid_error, fabs(ecg_sigmoid_s16_of(v) / 32768.0 -
                                             1 / (1 + exp(-real))));
  }
  CHECK(tanh_error < 1.2e-4);
  CHECK(sigmoid_error < 7.4e-5);
  CHECK(tanh_error > 1e-4); // the statement is no looser than it must be
  CHECK_EQ(ecg_tanh_s16_of(INT32_MIN), -32767);
  CHECK_EQ(ecg_tanh_s16_of(INT32_MAX), 32767);
  CHECK_EQ(ecg_tanh_s16_of(0), 0);
  CHECK_EQ(ecg_sigmoid_s16_of(INT32_MIN), 0);
  CHECK_EQ(ecg_sigmoid_s16_of(INT32_MAX), 32767);
  CHECK_EQ(ecg_sigmoid_s16_of(0), 16384);
}

/// @fixed: half to even, limits, NaN; and back without loss.
static void fixed_point(void) {
  const ecg_fixed_params_t p15 = {5, 15}, p16 = {5, 16};
  const float from[] = {2.5f / 32768, -3.5f / 32768, 2.0f, -2.0f, NAN};
  const int16_t wanted[] = {2, -4, 32767, -32767, 0};
  const float wide[] = {1.5f, -40000.0f, 40000.0f, 0.5f / 65536, NAN};
  const int32_t wanted_wide[] = {98304, -INT32_MAX, INT32_MAX, 0, 0};
  int16_t to[5];
  int32_t to_wide[5];
  float back[5];
  ecg_to_fixed_s16(&p15, from, to);
  CHECK_ARRAY(to, wanted, 5);
  ecg_to_fixed_s32(&p16, wide, to_wide);
  CHECK_ARRAY(to_wide, wanted_wide, 5);
  ecg_from_fixed_s16(&p15, to, back);
  CHECK(back[0] == 2.0f / 32768 && back[3] == -32767.0f / 32768);
  ecg_from_fixed_s32(&p16, to_wide, back);
  CHECK(back[0] == 1.5f);
}

/// Random integers, and the reals they stand for.
static void prepare(rng_t *rng, int32_t gates, int32_t in_zp) {
  const int32_t rows = D * gates * H;
  rng_fill_s8(rng, x, T * N * I, -128, 127);
  rng_fill_s8(rng, w, rows * I, -127, 127);
  rng_fill_s8(rng, r, rows * H, -127, 127);
  for (int32_t i = 0; i < T * N * I; ++i)
    xf[i] = in_scale * (float)(x[i] - in_zp);
  for (int32_t i = 0; i < rows * I; ++i)
    wf[i] = w_scale * w[i];
  for (int32_t i = 0; i < rows * H; ++i)
    rf[i] = r_scale * r[i];
  for (int32_t row = 0; row < rows; ++row) {
    // in_scale * w_scale * 2^16 = 4 and r_scale * 2^-15 * 2^16 = 2^-6
    x_mult[row] = h_mult[row] = 1 << 30;
    x_shift[row] = 28;
    h_shift[row] = 36;
  }
  for (int32_t i = 0; i < D * G * H; ++i)
    bias[i] = rng_int(rng, -65536, 65536);
  for (int32_t i = 0; i < D * 3 * H; ++i) {
    peephole[i] = rng_int(rng, -65536, 65536);
    pf[i] = (float)peephole[i] / 65536;
  }
  for (int32_t i = 0; i < D * N * H; ++i) {
    h[i] = (int16_t)rng_int(rng, -32767, 32767);
    c[i] = rng_int(rng, -(1 << 17), 1 << 17);
    hf[i] = (float)h[i] / 32768;
    cf[i] = (float)c[i] / 65536;
  }
  for (int32_t n = 0; n < N; ++n)
    lengths[n] = rng_int(rng, 0, T);
}

/// The float biases of `gates` gates: all of it in those of w.
static void widen_bias(int32_t gates) {
  for (int32_t d = 0; d < D; ++d)
    for (int32_t i = 0; i < gates * H; ++i) {
      bf[2 * d * gates * H + i] = (float)bias[d * gates * H + i] / 65536;
      bf[(2 * d + 1) * gates * H + i] = 0;
    }
}

/// As the GRU has it: four a unit, the last of which belongs to r.
static void widen_gru_bias(void) {
  for (int32_t d = 0; d < D; ++d)
    for (int32_t j = 0; j < H; ++j) {
      for (int32_t k = 0; k < 3; ++k) {
        bf[(6 * d + k) * H + j] = (float)bias[(4 * d + k) * H + j] / 65536;
        bf[(6 * d + 3 + k) * H + j] = 0;
      }
      bf[(6 * d + 5) * H + j] = (float)bias[(4 * d + 3) * H + j] / 65536;
    }
}

/// Six steps let the error of the activations grow to a few of its size; y adds
/// half a step of its own.
static void check_layer(int32_t direction, int32_t with_c) {
  for (int32_t n = 0; n < N; ++n)
    for (int32_t j = 0; j < H; ++j) {
      const int32_t at = (direction * N + n) * H + j;
      CHECK(fabsf((float)h[at] / 32768 - hf[at]) < 2e-3f);
      CHECK(!with_c || fabsf((float)c[at] / 65536 - cf[at]) < 4e-3f);
      for (int32_t t = 0; t < T; ++t) {
        const int32_t out = ((t * D + direction) * N + n) * H + j;
        const float real = y_scale * (float)(y[out] - 7);
        const float top = y_scale * (127 - 7);
        CHECK(fabsf(real - (yf[out] > top ? top : yf[out])) < 0.006f);
      }
    }
}

// y = (h * 2^-15 / y_scale): 2^30 / 2^38.
#define SHARED(p)                                                              \
  do {                                                                         \
    (p).steps = T;                                                             \
    (p).batch = N;                                                             \
    (p).input = I;                                                             \
    (p).hidden = H;                                                            \
    (p).directions = D;                                                        \
    (p).direction = rng_int(rng, 0, 1);                                        \
    (p).reverse = rng_int(rng, 0, 1);                                          \
    (p).from_zero = rng_int(rng, 0, 1);                                        \
  } while (0)
#define SHARED_S8(p, f)                                                        \
  do {                                                                         \
    (p).in_zp = rng_int(rng, -128, 127);                                       \
    (p).y_zp = 7;                                                              \
    (p).y_mult = 1 << 30;                                                      \
    (p).y_shift = 38;                                                          \
    (p).clip = rng_int(rng, 0, 1) ? INT32_MAX : 1 << 16;                       \
    (f).clip = (p).clip == INT32_MAX ? INFINITY : 1.0f;                        \
    (f).direction = (p).direction;                                             \
    (f).reverse = (p).reverse;                                                 \
    (f).from_zero = (p).from_zero;                                             \
    (f).act_f = ECG_RECURRENT_SIGMOID;                                         \
  } while (0)

static void lstm_s8(rng_t *rng) {
  ecg_lstm_s8_params_t p;
  ecg_lstm_f32_params_t f;
  SHARED(p);
  SHARED(f);
  SHARED_S8(p, f);
  p.input_forget = f.input_forget = rng_int(rng, 0, 1);
  f.act_g = f.act_h = ECG_RECURRENT_TANH;
  const int with_peephole = rng_int(rng, 0, 1),
            with_lengths = rng_int(rng, 0, 1);
  prepare(rng, 4, p.in_zp);
  widen_bias(4);
  ecg_lstm_s8(&p, x, w, r, x_mult, x_shift, h_mult, h_shift, bias,
              with_peephole ? peephole : NULL, with_lengths ? lengths : NULL, y,
              h, c, scratch);
  ecg_lstm_f32(&f, xf, wf, rf, bf, with_peephole ? pf : NULL,
               with_lengths ? lengths : NULL, yf, hf, cf, scratch_f);
  check_layer(p.direction, 1);
}

static void gru_s8(rng_t *rng) {
  ecg_gru_s8_params_t p;
  ecg_gru_f32_params_t f;
  SHARED(p);
  SHARED(f);
  SHARED_S8(p, f);
  p.linear_before_reset = f.linear_before_reset = rng_int(rng, 0, 1);
  f.act_g = ECG_RECURRENT_TANH;
  prepare(rng, 3, p.in_zp);
  widen_gru_bias();
  ecg_gru_s8(&p, x, w, r, x_mult, x_shift, h_mult, h_shift, bias, NULL, y, h,
             scratch);
  ecg_gru_f32(&f, xf, wf, rf, bf, NULL, yf, hf, scratch_f);
  check_layer(p.direction, 0);
}

static void rnn_s8(rng_t *rng) {
  ecg_rnn_s8_params_t p;
  ecg_rnn_f32_params_t f;
  SHARED(p);
  SHARED(f);
  SHARED_S8(p, f);
  f.act_f = ECG_RECURRENT_TANH;
  prepare(rng, 1, p.in_zp);
  widen_bias(1);
  ecg_rnn_s8(&p, x, w, r, x_mult, x_shift, h_mult, h_shift, bias, lengths, y, h,
             scratch);
  ecg_rnn_f32(&f, xf, wf, rf, bf, lengths, yf, hf, scratch_f);
  check_layer(p.direction, 0);
}

int main(void) {
  rng_t rng = {20261122};
  activations_are_as_close_as_stated();
  fixed_point();
  for (int32_t round = 0; round < ROUNDS; ++round) {
    lstm_s8(&rng);
    gru_s8(&rng);
    rnn_s8(&rng);
  }
  return check_result();
}
