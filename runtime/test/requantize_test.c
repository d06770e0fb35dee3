// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// @requant, @round_shift and the rounding of @quantize_f32 at their edges.
#include "check.h"
#include "dequantize_s8.h"
#include "quantize_f32.h"
#include "requantize.h"
#include <math.h>

/// Ties round up, towards plus infinity, on both sides of zero.
static void round_shift_half_up(void) {
  CHECK_EQ(ecg_round_shift(5, 1), 3);
  CHECK_EQ(ecg_round_shift(-5, 1), -2);
  CHECK_EQ(ecg_round_shift(6, 2), 2);
  CHECK_EQ(ecg_round_shift(-6, 2), -1);
  CHECK_EQ(ecg_round_shift(-7, 2), -2);
  CHECK_EQ(ecg_round_shift(INT64_C(1) << 61, 62), 1);
  CHECK_EQ(ecg_round_shift((INT64_C(1) << 61) - 1, 62), 0);
  CHECK_EQ(ecg_round_shift(-(INT64_C(1) << 61), 62), 0);
  CHECK_EQ(ecg_round_shift(-(INT64_C(1) << 61) - 1, 62), -1);
}

/// The whole range of the accumulator and the multiplier fits.
static void requant_extremes(void) {
  CHECK_EQ(ecg_requant(1000, 1 << 30, 31), 500);
  CHECK_EQ(ecg_requant(1001, 1 << 30, 31), 501);
  CHECK_EQ(ecg_requant(-1001, 1 << 30, 31), -500);
  CHECK_EQ(ecg_requant(INT32_MAX, INT32_MAX, 62), 1);
  CHECK_EQ(ecg_requant(INT32_MIN, INT32_MAX, 62), -1);
  CHECK_EQ(ecg_requant(INT32_MIN, 0, 31), 0);
  CHECK(ecg_requant(INT32_MAX, INT32_MAX, 1) ==
        (INT64_C(4611686014132420609) + 1) / 2);
  CHECK_EQ(ecg_clamp_s8(ecg_requant(INT32_MAX, INT32_MAX, 1), -128, 127), 127);
  CHECK_EQ(ecg_clamp_s8(ecg_requant(INT32_MIN, INT32_MAX, 1), -100, 90), -100);
}

/// Half to even, saturation, and what is not a number.
static void quantize_f32(void) {
  const float x[] = {0.25f,    0.75f,     1.25f,   -0.25f,   -0.75f, -1.25f,
                     0.2499f,  63.4f,     1.0e30f, -1.0e30f, 0.0f,   -0.26f,
                     INFINITY, -INFINITY, NAN,     61.25f};
  const int8_t wanted[] = {3,   5,    5, 3, 1,   1,    3, 127,
                           127, -128, 3, 2, 127, -128, 3, 125};
  const ecg_quantize_f32_params_t p = {16, 0.5f, 3};
  int8_t y[16];
  ecg_quantize_f32(&p, x, y);
  CHECK_ARRAY(y, wanted, 16);
}

/// Every int8 survives dequantizing and quantizing again.
static void dequantize_s8_round_trip(void) {
  int8_t q[256], back[256];
  float real[256];
  for (int32_t i = 0; i < 256; ++i)
    q[i] = (int8_t)(i - 128);
  const ecg_quantize_f32_params_t p = {256, 0.0473f, -17};
  ecg_dequantize_s8(&p, q, real);
  CHECK(real[128 - 17] == 0.0f);
  CHECK(real[128] == 0.0473f * 17.0f);
  ecg_quantize_f32(&p, real, back);
  CHECK_ARRAY(back, q, 256);
}

int main(void) {
  round_shift_half_up();
  requant_extremes();
  quantize_f32();
  dequantize_s8_round_trip();
  return check_result();
}
