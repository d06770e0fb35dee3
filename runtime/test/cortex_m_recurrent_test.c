// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The int8 recurrent kernels of a Cortex-M set against ref, bit for bit:
// random shapes, shifts from the realistic to the smallest, extremes of
// weights, inputs, biases and states.
#include "check.h"
#include "set.h"
#include <string.h>

#ifndef ROUNDS
#define ROUNDS 6000
#endif

enum { T = 4, N = 2, I = 70, H = 70, D = 2, G = 4, ROWS = D * G * H };
static int8_t x[T * N * I], w[ROWS * I], r[ROWS * H];
static int8_t x_shift[ROWS], h_shift[ROWS];
static int32_t x_mult[ROWS], h_mult[ROWS], bias[ROWS];
static int32_t peephole[D * 3 * H], lengths[N];
static int16_t scratch[2 * H];

/// What a call leaves behind.
typedef struct result {
  int8_t y[T * D * N * H];
  int16_t h[D * N * H];
  int32_t c[D * N * H];
} result_t;
static result_t wanted, found;

/// A number of any size, each about as often.
static int32_t any_size(rng_t *rng) {
  const int32_t v = rng_int(rng, INT32_MIN, INT32_MAX) >> rng_int(rng, 0, 31);
  return v == INT32_MIN ? INT32_MAX : v;
}

static void fill_scales(rng_t *rng, int32_t low, int32_t *mult, int8_t *shift) {
  for (int32_t i = 0; i < ROWS; ++i) {
    mult[i] = rng_int(rng, 0, 30) ? rng_int(rng, 1 << 30, INT32_MAX) : 0;
    shift[i] = (int8_t)rng_int(rng, low, low + rng_int(rng, 0, 6));
  }
}

/// Shifts around `x_low` and `h_low`: with 28 and 37 sums are those of trained
/// layers; small ones make sums beyond 32 bits.
static void fill(rng_t *rng) {
  const int realistic = rng_int(rng, 0, 2) != 0;
  rng_fill_s8(rng, x, sizeof(x), -128, 127);
  rng_fill_s8(rng, w, sizeof(w), -127, 127);
  rng_fill_s8(rng, r, sizeof(r), -127, 127);
  fill_scales(rng, realistic ? 26 : rng_int(rng, 1, 56), x_mult, x_shift);
  fill_scales(rng, realistic ? 35 : rng_int(rng, 1, 56), h_mult, h_shift);
  for (int32_t i = 0; i < ROWS; ++i)
    bias[i] = realistic ? rng_int(rng, -200000, 200000) : any_size(rng);
  for (int32_t i = 0; i < D * 3 * H; ++i)
    peephole[i] = any_size(rng);
  for (int32_t i = 0; i < D * N * H; ++i) {
    wanted.h[i] =
        (int16_t)(rng_int(rng, 0, 3) ? rng_int(rng, -32767, 32767) : 32767);
    wanted.c[i] = any_size(rng);
  }
  memset(wanted.y, 0x11, sizeof(wanted.y));
  for (int32_t n = 0; n < N; ++n)
    lengths[n] = rng_int(rng, 0, T);
  found = wanted;
}

#define DRAW(p)                                                                \
  do {                                                                         \
    (p).steps = rng_int(rng, 1, T);                                            \
    (p).batch = rng_int(rng, 1, N);                                            \
    (p).input = rng_int(rng, 0, 3) ? rng_int(rng, 1, 13) : rng_int(rng, 1, I); \
    (p).hidden =                                                               \
        rng_int(rng, 0, 3) ? rng_int(rng, 1, 13) : rng_int(rng, 1, H);         \
    (p).directions = rng_int(rng, 1, D);                                       \
    (p).direction = rng_int(rng, 0, (p).directions - 1);                       \
    (p).reverse = rng_int(rng, 0, 1);                                          \
    (p).from_zero = rng_int(rng, 0, 1);                                        \
    (p).in_zp = rng_int(rng, -128, 127);                                       \
    (p).y_zp = rng_int(rng, -128, 127);                                        \
    (p).y_mult = rng_int(rng, 1 << 30, INT32_MAX);                             \
    (p).y_shift =                                                              \
        rng_int(rng, 0, 3) ? rng_int(rng, 36, 40) : rng_int(rng, 1, 62);       \
    (p).clip = rng_int(rng, 0, 1) ? INT32_MAX : rng_int(rng, 1, 1 << 22);      \
  } while (0)

static void check_results(void) {
  CHECK(memcmp(found.y, wanted.y, sizeof(found.y)) == 0);
  CHECK(memcmp(found.h, wanted.h, sizeof(found.h)) == 0);
  CHECK(memcmp(found.c, wanted.c, sizeof(found.c)) == 0);
}

static void lstm_s8(rng_t *rng) {
  ecg_lstm_s8_params_t p;
  DRAW(p);
  p.input_forget = rng_int(rng, 0, 3) == 0;
  fill(rng);
  const int32_t *const peepholes = rng_int(rng, 0, 1) ? peephole : NULL;
  const int32_t *const ends = rng_int(rng, 0, 1) ? lengths : NULL;
  set_ref.lstm_s8(&p, x, w, r, x_mult, x_shift, h_mult, h_shift, bias,
                  peepholes, ends, wanted.y, wanted.h, wanted.c, scratch);
  set_tested.lstm_s8(&p, x, w, r, x_mult, x_shift, h_mult, h_shift, bias,
                     peepholes, ends, found.y, found.h, found.c, scratch);
  check_results();
}

static void gru_s8(rng_t *rng) {
  ecg_gru_s8_params_t p;
  DRAW(p);
  p.linear_before_reset = rng_int(rng, 0, 1);
  fill(rng);
  set_ref.gru_s8(&p, x, w, r, x_mult, x_shift, h_mult, h_shift, bias, lengths,
                 wanted.y, wanted.h, scratch);
  set_tested.gru_s8(&p, x, w, r, x_mult, x_shift, h_mult, h_shift, bias,
                    lengths, found.y, found.h, scratch);
  check_results();
}

static void rnn_s8(rng_t *rng) {
  ecg_rnn_s8_params_t p;
  DRAW(p);
  fill(rng);
  set_ref.rnn_s8(&p, x, w, r, x_mult, x_shift, h_mult, h_shift, bias, NULL,
                 wanted.y, wanted.h, scratch);
  set_tested.rnn_s8(&p, x, w, r, x_mult, x_shift, h_mult, h_shift, bias, NULL,
                    found.y, found.h, scratch);
  check_results();
}

int main(void) {
  rng_t rng = {20261121};
  for (int32_t round = 0; round < ROUNDS; ++round) {
    lstm_s8(&rng);
    gru_s8(&rng);
    rnn_s8(&rng);
  }
  return check_result();
}
