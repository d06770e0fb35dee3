// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Elementwise kernels: arithmetic with broadcasting, tables, activations and
// the per-channel affine map.
#include "add_f32.h"
#include "add_s8.h"
#include "check.h"
#include "clip_f32.h"
#include "hard_swish_f32.h"
#include "leaky_relu_f32.h"
#include "lut_s8.h"
#include "mul_f32.h"
#include "mul_s8.h"
#include "scale_shift_f32.h"
#include "scale_shift_s8.h"
#include "sigmoid_f32.h"
#include "swish_f32.h"
#include "tanh_f32.h"
#include "unary.h"
#include <math.h>

/// A column plus a row, and in place on a dense operand.
static void add_f32_broadcasts(void) {
  const ecg_add_f32_params_t p = {
      {1, 1, 2, 3}, {0, 0, 1, 0}, {0, 0, 0, 1}, -INFINITY, 22};
  const float column[] = {10, 20}, row[] = {1, 2, 3};
  const float wanted[] = {11, 12, 13, 21, 22, 22};
  float y[6];
  ecg_add_f32(&p, column, row, y);
  CHECK_ARRAY(y, wanted, 6);
  const ecg_add_f32_params_t in_place = {
      {1, 1, 2, 3}, {6, 6, 3, 1}, {0, 0, 0, 1}, -INFINITY, INFINITY};
  const float again[] = {12, 14, 16, 22, 24, 25};
  ecg_add_f32(&in_place, y, row, y);
  CHECK_ARRAY(y, again, 6);
}

/// Different scales, a tie that rounds up, a negative multiplier.
static void add_s8_rescales(void) {
  ecg_add_s8_params_t p = {
      {1, 1, 1, 4}, {0, 0, 0, 1}, {0, 0, 0, 1}, 1,    -2, 3,
      1 << 10,      1 << 11,      12,           -128, 127};
  const int8_t a[] = {1, 3, -128, 127}, b[] = {-2, -1, -128, 127};
  const int8_t wanted[] = {3, 4, -92, 99}; // a/4 + b/2 + 3
  int8_t y[4];
  ecg_add_s8(&p, a, b, y);
  CHECK_ARRAY(y, wanted, 4);
  p.b_mult = -p.b_mult;
  const int8_t difference[] = {3, 3, 34, -30};
  ecg_add_s8(&p, a, b, y);
  CHECK_ARRAY(y, difference, 4);
}

/// The largest multipliers and shift leave int32 room for every input.
static void add_s8_extremes(void) {
  ecg_add_s8_params_t p = {{1, 1, 1, 1}, {0, 0, 0, 1}, {0, 0, 0, 1}, -128,
                           -128,         -128,         1 << 22,      1 << 22,
                           23,           -128,         127};
  const int8_t top[] = {127}, bottom[] = {-128};
  int8_t y[1];
  ecg_add_s8(&p, top, top, y);
  CHECK_EQ(y[0], 127);
  p.a_zp = p.b_zp = p.out_zp = 127;
  ecg_add_s8(&p, bottom, bottom, y);
  CHECK_EQ(y[0], -128);
}

/// A factor a channel, as squeeze-and-excitation multiplies.
static void mul_broadcasts(void) {
  const ecg_mul_s8_params_t p = {
      {1, 1, 2, 3}, {0, 0, 3, 1}, {0, 0, 1, 0}, 0, 1, -1, 1 << 30, 31, -50, 50};
  const int8_t a[] = {1, 2, 3, -128, 0, 127}, b[] = {4, -127};
  const int8_t wanted[] = {1, 2, 4, 50, -1, -50};
  int8_t y[6];
  ecg_mul_s8(&p, a, b, y);
  CHECK_ARRAY(y, wanted, 6);
  const ecg_mul_f32_params_t f = {
      {1, 1, 2, 3}, {0, 0, 3, 1}, {0, 0, 1, 0}, -10, 10};
  const float af[] = {1, 2, 3, 4, 5, -6}, bf[] = {0.5f, 2};
  const float wanted_f[] = {0.5f, 1, 1.5f, 8, 10, -10};
  float yf[6];
  ecg_mul_f32(&f, af, bf, yf);
  CHECK_ARRAY(yf, wanted_f, 6);
}

/// The table is indexed from -128, and the kernel works in place.
static void lut_s8_whole_range(void) {
  int8_t x[256], table[256];
  for (int32_t i = 0; i < 256; ++i) {
    x[i] = (int8_t)(127 - i);
    table[i] = (int8_t)(127 - i);
  }
  const ecg_lut_s8_params_t p = {256};
  ecg_lut_s8(&p, x, table, x);
  for (int32_t i = 0; i < 256; ++i)
    CHECK_EQ(x[i], i - 128);
}

/// Piecewise linear ones are exact.
static void linear_activations(void) {
  const float x[] = {-4, -0.5f, 0, 1, 8};
  float y[5];
  const ecg_clip_f32_params_t relu6 = {5, 0, 6};
  const float clipped[] = {0, 0, 0, 1, 6};
  ecg_clip_f32(&relu6, x, y);
  CHECK_ARRAY(y, clipped, 5);
  const ecg_leaky_relu_f32_params_t leaky = {5, 0.25f};
  const float leaked[] = {-1, -0.125f, 0, 1, 8};
  ecg_leaky_relu_f32(&leaky, x, y);
  CHECK_ARRAY(y, leaked, 5);
  const ecg_unary_params_t hard = {5, 0.25f, 0.5f};
  const float hardened[] = {0, 0.375f, 0.5f, 0.75f, 1};
  ecg_hard_sigmoid_f32(&hard, x, y);
  CHECK_ARRAY(y, hardened, 5);
  const ecg_hard_swish_f32_params_t swish = {5};
  ecg_hard_swish_f32(&swish, x, y);
  CHECK(y[0] == 0 && y[2] == 0 && y[4] == 8);
  CHECK_NEAR(y[1], -0.20833333f);
  CHECK_NEAR(y[3], 0.66666667f);
}

/// No argument overflows.
static void smooth_activations(void) {
  const float x[] = {-1.0e30f, -100, -1, 0, 1, 100, 1.0e30f};
  const ecg_sigmoid_f32_params_t p = {7};
  float y[7];
  ecg_sigmoid_f32(&p, x, y);
  CHECK(y[0] == 0 && y[3] == 0.5f && y[5] == 1 && y[6] == 1);
  CHECK(y[1] > 0 && y[1] < 4.0e-44f);
  CHECK_NEAR(y[2], 0.26894142f);
  CHECK_NEAR(y[4], 0.73105858f);
  ecg_swish_f32(&p, x, y);
  CHECK(y[0] == 0 && y[3] == 0 && y[5] == 100 && y[6] == 1.0e30f);
  CHECK_NEAR(y[2], -0.26894142f);
  ecg_tanh_f32(&p, x, y);
  CHECK(y[0] == -1 && y[3] == 0 && y[6] == 1);
  CHECK_NEAR(y[4], 0.76159416f);
}

static void scale_shift(void) {
  const ecg_scale_shift_f32_params_t f = {2, 2, 0, INFINITY};
  const float x[] = {1, -1, 1, 3}, scale[] = {2, -1}, offset[] = {0.5f, 2};
  const float wanted[] = {2.5f, 0, 1, 0};
  float y[4];
  ecg_scale_shift_f32(&f, x, scale, offset, y);
  CHECK_ARRAY(y, wanted, 4);
  const ecg_scale_shift_s8_params_t p = {2, 2, 10, 3, -1, -90, 127};
  const int8_t xq[] = {4, 3, 5, -128}; // 2 * 2^30 needs int64
  const int32_t mult[] = {512, 1 << 30}, shift[] = {-512, 1 << 30};
  const int8_t wanted_q[] = {-1, -1, 127, -90}; // (1/2 - 1/2), (0 - 1/2) -> 0
  int8_t yq[4];
  ecg_scale_shift_s8(&p, xq, mult, shift, yq);
  CHECK_ARRAY(yq, wanted_q, 4);
}

int main(void) {
  add_f32_broadcasts();
  add_s8_rescales();
  add_s8_extremes();
  mul_broadcasts();
  lut_s8_whole_range();
  linear_activations();
  smooth_activations();
  scale_shift();
  return check_result();
}
