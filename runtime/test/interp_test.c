// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Interpolation by tables.
#include "check.h"
#include "interp_f32.h"
#include "interp_s8.h"
#include <math.h>

/// One tap of weight 1 copies, also what is not finite and the sign of zero.
static void interp_f32_copies(void) {
  const ecg_interp_f32_params_t p = {2, 2, 3, 1, 1, 0.0f};
  const float x[] = {1, -INFINITY, -0.0f, 4};
  const int32_t index[] = {1, 0, 0};
  const float weight[] = {1, 1, 1};
  float y[6];
  ecg_interp_f32(&p, x, index, weight, y);
  CHECK(y[0] == -INFINITY && y[1] == 1 && y[2] == 1);
  CHECK(y[3] == 4 && y[4] == 0 && signbit(y[4]));
}

/// Two taps along the middle axis; what lies outside is `fill`.
static void interp_f32_weighs(void) {
  const ecg_interp_f32_params_t p = {1, 2, 3, 2, 2, 7.0f};
  const float x[] = {1, 2, 5, 10};
  const int32_t index[] = {0, 1, 1, 1, -1, -1};
  const float weight[] = {0.75f, 0.25f, 1, 0, 1, 0};
  const float wanted[] = {2, 4, 5, 10, 7, 7};
  float y[6];
  ecg_interp_f32(&p, x, index, weight, y);
  CHECK_ARRAY(y, wanted, 6);
}

/// @interp: zero points removed, ties towards plus infinity, then the clamp.
static void interp_s8_rounds(void) {
  const ecg_interp_s8_params_t p = {1, 2, 4, 1, 2, 2, 10, -20, -128, 80};
  const int8_t x[] = {13, -8};
  const int32_t index[] = {0, 1, 0, 1, 0, 1, 0, 0};
  const int32_t weight[] = {2, 0, 0, 1, 2, 2, 127, 127};
  const int8_t wanted[] = {-18, -24, -27, 80};
  int8_t y[4];
  ecg_interp_s8(&p, x, index, weight, y);
  CHECK_ARRAY(y, wanted, 4); // 1.5, -4.5, -7.5 and 190.5 beside -20
}

int main(void) {
  interp_f32_copies();
  interp_f32_weighs();
  interp_s8_rounds();
  return check_result();
}
