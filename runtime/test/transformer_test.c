// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Kernels of attention: products of computed matrices and layer norm.
#include "check.h"
#include "layer_norm_f32.h"
#include "layer_norm_s8.h"
#include "matmul.h"
#include "matmul_s8.h"
#include <math.h>

/// Two stacked products; the first factor repeats, the second is transposed.
static void matmul_strides(void) {
  const ecg_matmul_params_t p = {
      {1, 1, 1, 2},       2,   2, 1, {0, 0, 0, 0, 2, 1}, {0, 0, 0, 2, 1, 1},
      {0, 0, 0, 2, 1, 1}, 0.5f};
  const float a[] = {1, 2, 3, 4}, b[] = {2, 4, 6, 8};
  const float wanted[] = {5, 11, 11, 25};
  float y[4];
  ecg_matmul_f32(&p, a, b, y);
  CHECK_ARRAY(y, wanted, 4);
}

/// Integers wrap, also the largest product.
static void matmul_wraps(void) {
  const ecg_matmul_params_t p = {
      {1, 1, 1, 1},       1, 1, 1, {0, 0, 0, 0, 1, 1}, {0, 0, 0, 0, 1, 1},
      {0, 0, 0, 0, 1, 1}, 1};
  const int32_t a[] = {INT32_MIN}, b[] = {INT32_MIN};
  int32_t y[1];
  ecg_matmul_i32(&p, a, b, y);
  CHECK_EQ(y[0], 0);
}

/// @matmul_s8 with zero points on both sides.
static void matmul_s8_zero_points(void) {
  const ecg_matmul_s8_params_t p = {{1, 1, 1, 1},
                                    1,
                                    2,
                                    2,
                                    {0, 0, 0, 0, 2, 1},
                                    {0, 0, 0, 0, 2, 1},
                                    {0, 0, 0, 0, 2, 1},
                                    1,
                                    -2,
                                    3,
                                    1 << 30,
                                    32,
                                    -10,
                                    127};
  const int8_t a[] = {5, -3}, b[] = {2, 6, -2, 10};
  const int8_t wanted[] = {7, -1}; // (16, 32 - 48) / 4 + 3
  int8_t y[2];
  ecg_matmul_s8(&p, a, b, y);
  CHECK_ARRAY(y, wanted, 2);
}

static void layer_norm_rows(void) {
  const ecg_layer_norm_f32_params_t p = {1, 2, 2, 0};
  const float x[] = {1, -5, 3, 5}, scale[] = {1, 2}, offset[] = {10, 20};
  const float wanted[] = {9, 9, 22, 22};
  float y[4];
  ecg_layer_norm_f32(&p, x, scale, offset, y);
  CHECK_ARRAY(y, wanted, 4);
}

/// Against double on random rows, to within one rounding; equal elements.
static void layer_norm_s8_rounds_once(void) {
  rng_t rng = {7};
  for (int32_t round = 0; round < 200; ++round) {
    const int32_t n = rng_int(&rng, 1, 64);
    int8_t x[64], y[64];
    int32_t mult[64], offset[64];
    double sum = 0, spread = 0;
    rng_fill_s8(&rng, x, n, -128, 127);
    for (int32_t i = 0; i < n; ++i) {
      mult[i] = rng_int(&rng, -(1 << 30), 1 << 30);
      offset[i] = rng_int(&rng, -(1 << 30), 1 << 30);
      sum += x[i];
    }
    for (int32_t i = 0; i < n; ++i)
      spread += (x[i] - sum / n) * (x[i] - sum / n) / n;
    const ecg_layer_norm_s8_params_t p = {1, n, 1, n * n, 0, 25, 3, -128, 127};
    ecg_layer_norm_s8(&p, x, mult, offset, y);
    for (int32_t i = 0; i < n; ++i) {
      const double t = (x[i] - sum / n) / sqrt(spread + 1);
      const double real = (t * mult[i] + offset[i]) / (1 << 25) + 3;
      const double inside = real < -128 ? -128 : real > 127 ? 127 : real;
      CHECK(fabs(y[i] - inside) <= 0.501);
    }
  }
}

/// The widest row and the largest epsilon leave int64 room.
static void layer_norm_s8_extremes(void) {
  static int8_t x[32767], y[32767];
  static int32_t mult[32767], offset[32767];
  for (int32_t i = 0; i < 32767; ++i) {
    x[i] = (int8_t)(i == 0 ? 127 : -128);
    mult[i] = 1 << 30;
    offset[i] = -(1 << 30);
  }
  ecg_layer_norm_s8_params_t p = {1, 32767, 1, 0, 0, 30, 0, -128, 127};
  ecg_layer_norm_s8(&p, x, mult, offset, y);
  CHECK_EQ(y[0], 127); // sqrt(32766) - 1 steps
  CHECK_EQ(y[1], -1);
  p.epsilon_mult = INT32_MAX;
  p.epsilon_shift = 29;
  ecg_layer_norm_s8(&p, x, mult, offset, y);
  CHECK_EQ(y[0], -1);
}

int main(void) {
  matmul_strides();
  matmul_wraps();
  matmul_s8_zero_points();
  layer_norm_rows();
  layer_norm_s8_rounds_once();
  layer_norm_s8_extremes();
  return check_result();
}
