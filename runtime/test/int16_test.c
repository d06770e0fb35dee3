// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The reference kernels on int16 (@q_int16): what wider elements change, by
// value, and the kernels on int8 where both can hold the numbers.
#include "add_s16.h"
#include "avg_pool_s16.h"
#include "check.h"
#include "conv1d_s16.h"
#include "conv1d_s8.h"
#include "conv2d_s16.h"
#include "conv_transpose_s16.h"
#include "dequantize_s16.h"
#include "interp_s16.h"
#include "linear_s16.h"
#include "lut_s16.h"
#include "max_pool_s16.h"
#include "mul_s16.h"
#include "pad_s16.h"
#include "quantize_f32_s16.h"
#include "reduce_sum_s16.h"
#include "scale_shift_s16.h"
#include <math.h>

enum { N = 2000, LOW = -32768, HIGH = 32767 };
static int16_t x[N], y[N], other[N];
static int8_t w[N];

/// @requant_wide: the whole range of the accumulator and the multiplier fits.
static void requant_wide_extremes(void) {
  const int64_t largest = INT64_C(1) << 38;
  CHECK_EQ(ecg_requant_wide(1001, 1 << 23, 24), 501);
  CHECK_EQ(ecg_requant_wide(-1001, 1 << 23, 24), -500);
  CHECK_EQ(ecg_requant_wide(largest, (1 << 24) - 1, 62), 1);
  CHECK_EQ(ecg_requant_wide(-largest, (1 << 24) - 1, 62), -1);
  CHECK(ecg_requant_wide(largest, 1 << 23, 24) == largest / 2);
  CHECK_EQ(ecg_clamp_s16(largest, LOW, 40), 40);
  CHECK_EQ(ecg_clamp_s16(-largest, LOW, 40), LOW);
}

/// @conv1d_s16: a sum far beyond int32 is exact.
static void linear_sums_in_64_bits(void) {
  const ecg_linear_s16_params_t p = {1, N, 1, 0, 0, LOW, HIGH};
  const int32_t bias = 5, mult = 1 << 23;
  const int8_t shift = 43; // by 2^20
  for (int32_t i = 0; i < N; ++i) {
    x[i] = HIGH;
    w[i] = 127;
  }
  ecg_linear_s16(&p, x, w, &bias, &mult, &shift, y, NULL);
  // 2000 * 127 * 32767 + 5 = 8322818005 = 7937.26 * 2^20
  CHECK_EQ(y[0], 7937);
}

/// On numbers of int8 the sums are those of int8, and so are the results.
static void conv1d_s16_is_conv1d_s8(void) {
  rng_t rng = {5};
  static int8_t small[N], narrow[N];
  for (int32_t round = 0; round < 300; ++round) {
    ecg_conv1d_s8_params_t p = {4, 20, 6, 9, 3, 2,    1,   2, 1,
                                2, 2,  4, 0, 0, -128, 127, 0, 0};
    const int32_t bias[6] = {1, -2, 300, 0, 77, -400};
    int32_t mult[6], wide[6];
    int8_t shift[6], less[6];
    for (int32_t c = 0; c < 6; ++c) {
      wide[c] = rng_int(&rng, 1 << 23, (1 << 24) - 1);
      mult[c] = wide[c] * 128;
      shift[c] = (int8_t)rng_int(&rng, 33, 40);
      less[c] = (int8_t)(shift[c] - 7);
    }
    rng_fill_s8(&rng, small, 80, -128, 127);
    rng_fill_s8(&rng, w, 36, -127, 127);
    for (int32_t i = 0; i < 80; ++i)
      x[i] = small[i];
    ecg_conv1d_s8(&p, small, w, bias, mult, shift, narrow, NULL);
    ecg_conv1d_s16(&p, x, w, bias, wide, less, y, NULL);
    CHECK_ARRAY(y, narrow, 24);
  }
}

/// A 2-D convolution of height 1 is a 1-D one, a linear layer one of length 1,
/// and with a stride and kernel of 1 so is a transposed one.
static void special_cases_agree(void) {
  const ecg_conv1d_s16_params_t p = {3, 7, 2, 7, 3, 1,   1,    1, 1,
                                     1, 1, 7, 0, 0, LOW, HIGH, 0, 0};
  const ecg_conv2d_s16_params_t row = {3, 1, 7, 2, 1, 7, 1, 3,   1,   1,
                                       1, 1, 1, 0, 1, 0, 0, LOW, HIGH};
  const ecg_conv1d_s16_params_t point = {3, 1, 2, 1, 1, 1,   1,    1, 0,
                                         1, 1, 1, 0, 0, LOW, HIGH, 0, 0};
  const ecg_linear_s16_params_t linear = {1, 3, 2, 0, 0, LOW, HIGH};
  const ecg_conv_transpose_s16_params_t back = {
      1,         3,         2,         1, {1, 1, 1}, {1, 1, 1}, {1, 1, 1},
      {1, 1, 1}, {1, 1, 1}, {0, 0, 0}, 0, 0,         LOW,       HIGH};
  const int32_t bias[2] = {100000, -7}, mult[2] = {1 << 23, 3 << 22};
  const int8_t shift[2] = {30, 29};
  rng_t rng = {9};
  rng_fill_s8(&rng, w, 18, -127, 127);
  for (int32_t i = 0; i < 21; ++i)
    x[i] = (int16_t)rng_int(&rng, LOW, HIGH);
  ecg_conv1d_s16(&p, x, w, bias, mult, shift, y, NULL);
  ecg_conv2d_s16(&row, x, w, bias, mult, shift, other, NULL);
  CHECK_ARRAY(other, y, 14);
  ecg_conv1d_s16(&point, x, w, bias, mult, shift, y, NULL);
  ecg_linear_s16(&linear, x, w, bias, mult, shift, other, NULL);
  CHECK_ARRAY(other, y, 2);
  ecg_conv_transpose_s16(&back, x, w, bias, mult, shift, other);
  CHECK_ARRAY(other, y, 2);
}

/// @add_s16, and the product of the two largest magnitudes.
static void sums_and_products(void) {
  const int16_t a[] = {LOW, HIGH, 3, -5}, b[] = {LOW, HIGH, -2, 4};
  const ecg_add_s16_params_t add = {
      {1, 1, 1, 4}, {4, 4, 4, 1}, {4, 4, 4, 1}, 0,   0,   0,
      1 << 29,      -(1 << 28),   30,           LOW, HIGH};
  const int16_t difference[] = {-8192, 8192, 2, -3}; // a / 2 - b / 4
  ecg_add_s16(&add, a, b, y);
  CHECK_ARRAY(y, difference, 4);
  const ecg_mul_s16_params_t mul = {
      {1, 1, 1, 4}, {4, 4, 4, 1}, {4, 4, 4, 1}, 0,   0, 0,
      1 << 30,      46,           LOW,          HIGH};
  const int16_t product[] = {16384, 16383, 0, 0}; // a * b / 2^16
  ecg_mul_s16(&mul, a, b, y);
  CHECK_ARRAY(y, product, 4);
}

/// @lut_s16: linear between knots, exact at them, and up to the last input.
static void lut_is_linear(void) {
  static int16_t table[513];
  const int16_t in[] = {LOW, -32767, -64, 0, 1, 127, 128, HIGH};
  const int16_t wanted[] = {-512, -512, -1, 0, 0, 2, 2, 512};
  const ecg_lut_s16_params_t p = {8};
  for (int32_t i = 0; i < 513; ++i)
    table[i] = (int16_t)(2 * (i - 256));
  ecg_lut_s16(&p, in, table, y);
  CHECK_ARRAY(y, wanted, 8);
  table[511] = LOW;
  table[512] = HIGH; // the steepest step there can be
  ecg_lut_s16(&p, in, table, y);
  CHECK_EQ(y[7], 32255);
}

/// @quantize_f32 on int16: half to even, saturation, and what is no number.
static void quantizes_and_back(void) {
  const float in[] = {0.25f,     0.75f,     -0.25f,    16383.25f,
                      16383.75f, -1.0e30f,  INFINITY,  -INFINITY,
                      NAN,       -16384.0f, -16384.5f, 0.2499f};
  const int16_t wanted[] = {0,    2,   0, 32766, HIGH, LOW,
                            HIGH, LOW, 0, LOW,   LOW,  0};
  const ecg_quantize_f32_s16_params_t p = {12, 0.5f, 0};
  ecg_quantize_f32_s16(&p, in, y);
  CHECK_ARRAY(y, wanted, 12);
  float back[12];
  ecg_dequantize_s16(&p, y, back);
  CHECK(back[1] == 1.0f && back[4] == 16383.5f && back[5] == -16384.0f);
}

static void pools_and_reductions(void) {
  const int16_t in[] = {LOW, LOW, HIGH, 100, 7, -3};
  const ecg_max_pool_s16_params_t pool = {1, 1, 6, 1, 4, 1, 3,
                                          1, 2, 1, 1, 0, 1};
  const int16_t largest[] = {LOW, HIGH, 100, -3};
  ecg_max_pool_s16(&pool, in, y);
  CHECK_ARRAY(y, largest, 3);
  const ecg_avg_pool_s16_params_t mean = {
      1, 1, 6, 1, 3, 1, 2, 1, 2, 1, 1, 0, 0, 0, 0, 0, 1, 31, 0, 0, LOW, HIGH};
  const int32_t half = 1 << 30;
  const int16_t means[] = {LOW, 16434, 2};
  ecg_avg_pool_s16(&mean, in, &half, y);
  CHECK_ARRAY(y, means, 3);
  const ecg_reduce_sum_s16_params_t sum = {
      {1, 1, 2, 1, 1, 3}, {6, 6, 3, 3, 3, 1}, 1 << 30, 30, 0, 0, LOW, HIGH};
  const int16_t sums[] = {LOW, 104};
  ecg_reduce_sum_s16(&sum, in, y);
  CHECK_ARRAY(y, sums, 2);
}

/// @rescale_s16 and the rest of what moves elements.
static void scales_pads_and_interpolates(void) {
  const int16_t in[] = {LOW, -3, 1, HIGH};
  const int32_t mult = 3 << 28, offset = 0;
  const ecg_scale_shift_s16_params_t p = {1, 4, 29, 0, 0, 0, HIGH};
  const int16_t scaled[] = {0, 0, 2, HIGH}; // by 3/2, limited like a ReLU
  ecg_scale_shift_s16(&p, in, &mult, &offset, y);
  CHECK_ARRAY(y, scaled, 4);
  const ecg_pad_s16_params_t pad = {
      {1, 1, 1, 4}, {1, 1, 1, 6}, {0, 0, 0, 1}, ECG_PAD_CONSTANT, 1000};
  const int16_t padded[] = {1000, LOW, -3, 1, HIGH, 1000};
  ecg_pad_s16(&pad, in, y);
  CHECK_ARRAY(y, padded, 6);
  const ecg_interp_s16_params_t interp = {1, 4, 1, 1, 2, 2, 0, 0, LOW, HIGH};
  const int32_t index[] = {0, 3}, weight[] = {1, 3};
  ecg_interp_s16(&interp, in, index, weight, y);
  CHECK_EQ(y[0], 16383); // (-32768 + 3 * 32767) / 4
}

int main(void) {
  requant_wide_extremes();
  linear_sums_in_64_bits();
  conv1d_s16_is_conv1d_s8();
  special_cases_agree();
  sums_and_products();
  lut_is_linear();
  quantizes_and_back();
  pools_and_reductions();
  scales_pads_and_interpolates();
  return check_result();
}
