// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Pooling: padding, ceil mode, dilation and the divisor of averages.
#include "avg_pool_f32.h"
#include "avg_pool_s8.h"
#include "check.h"
#include "max_pool_f32.h"
#include "max_pool_s8.h"

/// Padding never wins, not even over the smallest element; a window outside the
/// input gives the smallest.
static void max_pool_s8_padding(void) {
  const ecg_max_pool_s8_params_t p = {1, 1, 3, 1, 5, 1, 2, 1, 1, 1, 1, 0, 2};
  const int8_t x[] = {-128, -5, -7}, wanted[] = {-128, -128, -5, -5, -7};
  int8_t y[5];
  ecg_max_pool_s8(&p, x, y);
  CHECK_ARRAY(y, wanted, 5);
}

/// Two dimensions, two channels, ceil mode overhanging right and bottom.
static void max_pool_f32_ceil(void) {
  const ecg_max_pool_f32_params_t p = {2, 3, 3, 2, 2, 2, 2, 2, 2, 1, 1, 0, 0};
  const float x[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 8, 7, 6, -5, -4, -3, -2, -1};
  const float wanted[] = {5, 6, 8, 9, 9, 7, -2, -1};
  float y[8];
  ecg_max_pool_f32(&p, x, y);
  CHECK_ARRAY(y, wanted, 8);
}

static void max_pool_s8_dilation(void) {
  const ecg_max_pool_s8_params_t p = {1, 1, 6, 1, 2, 1, 2, 1, 1, 1, 4, 0, 0};
  const int8_t x[] = {1, 2, 50, 60, 3, 0}, wanted[] = {3, 2};
  int8_t y[2];
  ecg_max_pool_s8(&p, x, y);
  CHECK_ARRAY(y, wanted, 2);
}

/// What overhangs in ceil mode is not counted; padding is, if so asked.
static void avg_pool_f32_count(void) {
  // Length 4, kernel 3, stride 2, padding 1 and 1, ceil: starts at -1, 1, 3.
  ecg_avg_pool_f32_params_t p = {1, 1, 4, 1, 3, 1, 3, 1,
                                 2, 1, 1, 0, 1, 0, 1, 1};
  const float x[] = {3, 6, 9, 12};
  const float with_padding[] = {3, 9, 6}, without[] = {4.5f, 9, 12};
  float y[3];
  ecg_avg_pool_f32(&p, x, y);
  CHECK_ARRAY(y, with_padding, 3); // the last counts 12 and one padding
  p.count_include_pad = 0;
  ecg_avg_pool_f32(&p, x, y);
  CHECK_ARRAY(y, without, 3);
}

/// One multiplier a count, all with one shift.
static void avg_pool_s8_count(void) {
  ecg_avg_pool_s8_params_t p = {1, 1, 4, 1, 3, 1, 3,  1, 2,  1,    1,
                                0, 1, 0, 1, 0, 3, 30, 2, -3, -100, 100};
  const int8_t x[] = {5, 8, 11, 14};
  const int32_t mult[] = {1 << 30, 1 << 29, 357913941};
  const int8_t wanted[] = {2, 6, 9}; // 4.5 -> 5, 9, 12, less 3
  int8_t y[3];
  ecg_avg_pool_s8(&p, x, mult, y);
  CHECK_ARRAY(y, wanted, 3);
}

/// Global: one count, the first multiplier; the sum of extremes fits.
static void avg_pool_s8_global(void) {
  enum { N = 3000 };
  static int8_t x[N];
  const ecg_avg_pool_s8_params_t p = {1, 1,  N,    1,    1,    1,  N, 1,
                                      1, 1,  1,    0,    0,    0,  0, 0,
                                      1, 42, -128, -128, -128, 127};
  const int32_t mult[] = {1466015504}; // 2^42 / 3000
  int8_t y[1];
  for (int32_t i = 0; i < N; ++i)
    x[i] = 127;
  ecg_avg_pool_s8(&p, x, mult, y);
  CHECK_EQ(y[0], 127);
}

/// A window outside the input averages to real 0.
static void avg_pool_empty_window(void) {
  const ecg_avg_pool_f32_params_t p = {1, 1, 1, 1, 2, 1, 1, 1,
                                       2, 1, 1, 0, 2, 0, 0, 0};
  const float x[] = {5};
  float y[2];
  ecg_avg_pool_f32(&p, x, y);
  CHECK(y[0] == 0.0f && y[1] == 5.0f);
}

int main(void) {
  max_pool_s8_padding();
  max_pool_f32_ceil();
  max_pool_s8_dilation();
  avg_pool_f32_count();
  avg_pool_s8_count();
  avg_pool_s8_global();
  avg_pool_empty_window();
  return check_result();
}
