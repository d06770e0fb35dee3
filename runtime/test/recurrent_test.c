// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The float recurrent kernels against the equations in double, one gate a
// matrix product: random shapes, directions, lengths and optional tensors.
#include "check.h"
#include "gru_f32.h"
#include "lstm_f32.h"
#include "rnn_f32.h"

enum { T = 4, N = 2, I = 3, H = 5, D = 2, G = 4, ROUNDS = 400 };

static float x[T * N * I], w[D * G * H * I], r[D * G * H * H], b[D * 2 * G * H];
static float peephole[D * 3 * H], y[T * D * N * H], h[D * N * H], c[D * N * H];
static float scratch[2 * H];
static double wanted_h[H], wanted_c[H];
static int32_t lengths[N];

/// Small enough that layers without a bounded activation stay tame.
static void fill(rng_t *rng, float *to, int32_t n) {
  for (int32_t i = 0; i < n; ++i)
    to[i] = (float)rng_int(rng, -1000, 1000) / 3000.0f;
}

static double activate(int32_t function, double alpha, double beta, double v) {
  switch (function) {
  case ECG_RECURRENT_SIGMOID:
    return 1 / (1 + exp(-v));
  case ECG_RECURRENT_TANH:
    return tanh(v);
  case ECG_RECURRENT_RELU:
    return v > 0 ? v : 0;
  case ECG_RECURRENT_SOFTSIGN:
    return v / (1 + fabs(v));
  case ECG_RECURRENT_SOFTPLUS:
    return log(1 + exp(v));
  case ECG_RECURRENT_LEAKY_RELU:
    return v >= 0 ? v : alpha * v;
  case ECG_RECURRENT_THRESHOLDED_RELU:
    return v > alpha ? v : 0;
  case ECG_RECURRENT_ELU:
    return v >= 0 ? v : alpha * (exp(v) - 1);
  case ECG_RECURRENT_AFFINE:
    return alpha * v + beta;
  case ECG_RECURRENT_SCALED_TANH:
    return alpha * tanh(beta * v);
  default:
    return fmin(fmax(alpha * v + beta, 0), 1);
  }
}

static double limited(double v, double clip) {
  return fmin(fmax(v, -clip), clip);
}

/// Gate k of unit j of direction d: the parts of x and of the state `hn`.
static double part_x(int32_t d, int32_t k, int32_t gates, int32_t j,
                     const float *xt, int with_bias) {
  const int32_t row = (d * gates + k) * H + j;
  double sum = with_bias ? b[(2 * d * gates + k) * H + j] : 0;
  for (int32_t i = 0; i < I; ++i)
    sum += (double)w[row * I + i] * xt[i];
  return sum;
}

static double part_h(int32_t d, int32_t k, int32_t gates, int32_t j,
                     const double *hn, int with_bias) {
  const int32_t row = (d * gates + k) * H + j;
  double sum = with_bias ? b[(2 * d * gates + gates + k) * H + j] : 0;
  for (int32_t i = 0; i < H; ++i)
    sum += r[row * H + i] * hn[i];
  return sum;
}

static void lstm_step(const ecg_lstm_f32_params_t *p, const float *xt,
                      int with_bias, int with_peephole) {
  const int32_t d = p->direction;
  double next[H];
  for (int32_t j = 0; j < H; ++j) {
    double s[4], peep[3];
    for (int32_t k = 0; k < 4; ++k)
      s[k] = part_x(d, k, 4, j, xt, with_bias) +
             part_h(d, k, 4, j, wanted_h, with_bias);
    for (int32_t k = 0; k < 3; ++k)
      peep[k] = with_peephole ? peephole[(3 * d + k) * H + j] : 0;
    const double i = activate(p->act_f, p->alpha_f, p->beta_f,
                              limited(s[0] + peep[0] * wanted_c[j], p->clip));
    double f = activate(p->act_f, p->alpha_f, p->beta_f,
                        limited(s[2] + peep[2] * wanted_c[j], p->clip));
    if (p->input_forget)
      f = 1 - i;
    wanted_c[j] =
        f * wanted_c[j] +
        i * activate(p->act_g, p->alpha_g, p->beta_g, limited(s[3], p->clip));
    const double o = activate(p->act_f, p->alpha_f, p->beta_f,
                              limited(s[1] + peep[1] * wanted_c[j], p->clip));
    next[j] = o * activate(p->act_h, p->alpha_h, p->beta_h, wanted_c[j]);
  }
  for (int32_t j = 0; j < H; ++j)
    wanted_h[j] = next[j];
}

static void gru_step(const ecg_gru_f32_params_t *p, const float *xt,
                     int with_bias) {
  const int32_t d = p->direction;
  double z[H], reset[H], gated[H], next[H];
  for (int32_t j = 0; j < H; ++j) {
    double s[2];
    for (int32_t k = 0; k < 2; ++k)
      s[k] = limited(part_x(d, k, 3, j, xt, with_bias) +
                         part_h(d, k, 3, j, wanted_h, with_bias),
                     p->clip);
    z[j] = activate(p->act_f, p->alpha_f, p->beta_f, s[0]);
    reset[j] = activate(p->act_f, p->alpha_f, p->beta_f, s[1]);
    gated[j] = reset[j] * wanted_h[j];
  }
  for (int32_t j = 0; j < H; ++j) {
    const double hidden =
        p->linear_before_reset
            ? reset[j] * part_h(d, 2, 3, j, wanted_h, with_bias)
            : part_h(d, 2, 3, j, gated, with_bias);
    const double n =
        activate(p->act_g, p->alpha_g, p->beta_g,
                 limited(part_x(d, 2, 3, j, xt, with_bias) + hidden, p->clip));
    next[j] = (1 - z[j]) * n + z[j] * wanted_h[j];
  }
  for (int32_t j = 0; j < H; ++j)
    wanted_h[j] = next[j];
}

static void rnn_step(const ecg_rnn_f32_params_t *p, const float *xt,
                     int with_bias) {
  double next[H];
  for (int32_t j = 0; j < H; ++j)
    next[j] =
        activate(p->act_f, p->alpha_f, p->beta_f,
                 limited(part_x(p->direction, 0, 1, j, xt, with_bias) +
                             part_h(p->direction, 0, 1, j, wanted_h, with_bias),
                         p->clip));
  for (int32_t j = 0; j < H; ++j)
    wanted_h[j] = next[j];
}

static void check_near(float found, double wanted) {
  CHECK(fabs(found - wanted) <= 1e-5 * (1 + fabs(wanted)));
}

/// A random call, the same for all kernels as far as they share it.
typedef struct call {
  int with_bias, with_peephole, with_lengths, with_y;
  float first_h[D * N * H], first_c[D * N * H];
} call_t;

#define SET_SHARED(p, rng)                                                     \
  do {                                                                         \
    (p).steps = T;                                                             \
    (p).batch = N;                                                             \
    (p).input = I;                                                             \
    (p).hidden = H;                                                            \
    (p).directions = rng_int(rng, 1, 2);                                       \
    (p).direction = rng_int(rng, 0, (p).directions - 1);                       \
    (p).reverse = rng_int(rng, 0, 1);                                          \
    (p).from_zero = rng_int(rng, 0, 1);                                        \
    (p).act_f = rng_int(rng, 0, 10);                                           \
    (p).alpha_f = (float)rng_int(rng, 1, 100) / 100.0f;                        \
    (p).beta_f = (float)rng_int(rng, 1, 100) / 100.0f;                         \
    (p).clip = rng_int(rng, 0, 1) ? INFINITY : 0.5f;                           \
  } while (0)

static call_t prepare(rng_t *rng) {
  call_t call;
  call.with_bias = rng_int(rng, 0, 1);
  call.with_peephole = rng_int(rng, 0, 1);
  call.with_lengths = rng_int(rng, 0, 1);
  call.with_y = rng_int(rng, 0, 3);
  fill(rng, x, T * N * I);
  fill(rng, w, D * G * H * I);
  fill(rng, r, D * G * H * H);
  fill(rng, b, D * 2 * G * H);
  fill(rng, peephole, D * 3 * H);
  fill(rng, h, D * N * H);
  fill(rng, c, D * N * H);
  memcpy(call.first_h, h, sizeof(h));
  memcpy(call.first_c, c, sizeof(c));
  for (int32_t n = 0; n < N; ++n)
    lengths[n] = rng_int(rng, 1, T);
  return call;
}

/// Compares y, h and c of every sequence with the steps done in double; STEP
/// does one on wanted_h and wanted_c.
#define CHECK_LAYER(p, call, STEP)                                             \
  for (int32_t n = 0; n < N; ++n) {                                            \
    const int32_t at = ((p).direction * N + n) * H;                            \
    const int32_t length = (call).with_lengths ? lengths[n] : T;               \
    for (int32_t j = 0; j < H; ++j) {                                          \
      wanted_h[j] = (p).from_zero ? 0 : (double)(call).first_h[at + j];        \
      wanted_c[j] = (p).from_zero ? 0 : (double)(call).first_c[at + j];        \
    }                                                                          \
    for (int32_t s = 0; s < T; ++s) {                                          \
      const int32_t t = (p).reverse && s < length ? length - 1 - s : s;        \
      const float *xt = x + (t * N + n) * I;                                   \
      if (s < length)                                                          \
        STEP;                                                                  \
      const float *yt =                                                        \
          y + ((t * (p).directions + (p).direction) * N + n) * H;              \
      for (int32_t j = 0; j < H && (call).with_y; ++j)                         \
        check_near(yt[j], s < length ? wanted_h[j] : 0);                       \
    }                                                                          \
    for (int32_t j = 0; j < H; ++j)                                            \
      check_near(h[at + j], wanted_h[j]);                                      \
  }

/// What belongs to the other direction stays as it was.
static void check_other_direction(const call_t *call, int32_t direction) {
  CHECK_ARRAY(h + (1 - direction) * N * H,
              call->first_h + (1 - direction) * N * H, N * H);
}

static void lstm_f32(rng_t *rng) {
  const call_t call = prepare(rng);
  ecg_lstm_f32_params_t p;
  SET_SHARED(p, rng);
  p.input_forget = rng_int(rng, 0, 1);
  p.act_g = rng_int(rng, 0, 10);
  p.act_h = rng_int(rng, 0, 10);
  p.alpha_g = p.alpha_h = p.beta_g = p.beta_h = 0.75f;
  ecg_lstm_f32(&p, x, w, r, call.with_bias ? b : NULL,
               call.with_peephole ? peephole : NULL,
               call.with_lengths ? lengths : NULL, call.with_y ? y : NULL, h, c,
               scratch);
  CHECK_LAYER(p, call, lstm_step(&p, xt, call.with_bias, call.with_peephole));
  check_other_direction(&call, p.direction);
}

static void gru_f32(rng_t *rng) {
  const call_t call = prepare(rng);
  ecg_gru_f32_params_t p;
  SET_SHARED(p, rng);
  p.linear_before_reset = rng_int(rng, 0, 1);
  p.act_g = rng_int(rng, 0, 10);
  p.alpha_g = p.beta_g = 0.75f;
  ecg_gru_f32(&p, x, w, r, call.with_bias ? b : NULL,
              call.with_lengths ? lengths : NULL, call.with_y ? y : NULL, h,
              scratch);
  CHECK_LAYER(p, call, gru_step(&p, xt, call.with_bias));
  check_other_direction(&call, p.direction);
}

static void rnn_f32(rng_t *rng) {
  const call_t call = prepare(rng);
  ecg_rnn_f32_params_t p;
  SET_SHARED(p, rng);
  ecg_rnn_f32(&p, x, w, r, call.with_bias ? b : NULL,
              call.with_lengths ? lengths : NULL, call.with_y ? y : NULL, h,
              scratch);
  CHECK_LAYER(p, call, rnn_step(&p, xt, call.with_bias));
  check_other_direction(&call, p.direction);
}

/// Tails of activations neither overflow nor lose their sign.
static void activations_saturate(void) {
  CHECK_EQ(ecg_recurrent_f32_of(ECG_RECURRENT_SOFTPLUS, 0, 0, 200.0f), 200);
  CHECK_EQ(ecg_recurrent_f32_of(ECG_RECURRENT_SOFTPLUS, 0, 0, -200.0f), 0);
  CHECK_EQ(ecg_recurrent_f32_of(ECG_RECURRENT_SIGMOID, 0, 0, 200.0f), 1);
  CHECK_EQ(ecg_recurrent_f32_of(ECG_RECURRENT_ELU, 1, 0, -200.0f), -1);
}

int main(void) {
  rng_t rng = {20261121};
  for (int32_t round = 0; round < ROUNDS; ++round) {
    lstm_f32(&rng);
    gru_f32(&rng);
    rnn_f32(&rng);
  }
  activations_saturate();
  return check_result();
}
