// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Families of elementwise kernels: what the lists say at the edges of each
// type, where C itself would be undefined, and half precision by its bits.
#include "binary.h"
#include "cast.h"
#include "check.h"
#include "compare.h"
#include "select.h"
#include "unary.h"

#define ROW(n) {1, 1, 1, 1, 1, n}
/// Calls a kernel of two rows of n elements.
#define CALL_ROWS(kernel, n, a, b, y)                                          \
  do {                                                                         \
    const ecg_binary_params_t call_p = {                                       \
        ROW(n), {0, 0, 0, 0, 0, 1}, {0, 0, 0, 0, 0, 1}};                       \
    kernel(&call_p, a, b, y);                                                  \
  } while (0)

/// @unary: integers wrap, reals round half to even, NaN stays NaN.
static void unary_edges(void) {
  const ecg_unary_params_t p = {4, 0, 0};
  const int8_t x[] = {INT8_MIN, -1, 0, INT8_MAX};
  const int8_t magnitudes[] = {INT8_MIN, 1, 0, INT8_MAX};
  const int8_t complements[] = {INT8_MAX, 0, -1, INT8_MIN};
  int8_t y[4];
  ecg_abs_i8(&p, x, y);
  CHECK_ARRAY(y, magnitudes, 4);
  ecg_neg_i8(&p, x, y);
  CHECK_EQ(y[0], INT8_MIN);
  ecg_bitwise_not_i8(&p, x, y);
  CHECK_ARRAY(y, complements, 4);
  const float r[] = {0.5f, 1.5f, -2.5f, NAN};
  const float rounded[] = {0, 2, -2};
  float s[4];
  ecg_round_f32(&p, r, s);
  CHECK_ARRAY(s, rounded, 3);
  ecg_sign_f32(&p, r, s);
  CHECK(s[0] == 1 && s[2] == -1 && s[3] != s[3]);
}

/// @unary: activations where a naive formula overflows or cancels.
static void unary_activations(void) {
  const ecg_unary_params_t p = {4, 2, 0.5f};
  const float x[] = {-200, -1.0e-6f, 0.25f, 200};
  float y[4];
  ecg_softplus_f32(&p, x, y);
  CHECK(y[0] == 0 && y[3] == 200);
  CHECK_NEAR(y[2], 0.82593942f);
  ecg_mish_f32(&p, x, y);
  CHECK(y[3] == 200);
  ecg_elu_f32(&p, x, y);
  CHECK(y[0] == -2 && y[2] == 0.25f);
  CHECK(y[1] <= -1.99e-6f && y[1] >= -2.01e-6f);
  ecg_hard_sigmoid_f32(&p, x, y);
  CHECK(y[0] == 0 && y[2] == 1 && y[3] == 1);
  ecg_thresholded_relu_f32(&p, x, y);
  CHECK(y[2] == 0 && y[3] == 200);
}

/// @binary: wrapping, quotients that C leaves open, shifts by all bits.
static void binary_integers(void) {
  const int32_t a[] = {INT32_MIN, 7, -7, -7, INT32_MAX};
  const int32_t b[] = {-1, 0, 2, -2, 2};
  const int32_t quotients[] = {INT32_MIN, 0, -3, 3, 1073741823};
  const int32_t mods[] = {0, 0, 1, -1, 1};
  const int32_t rests[] = {0, 0, -1, -1, 1};
  const int32_t products[] = {INT32_MIN, 0, -14, 14, -2};
  int32_t y[5];
  CALL_ROWS(ecg_div_i32, 5, a, b, y);
  CHECK_ARRAY(y, quotients, 5);
  CALL_ROWS(ecg_mod_i32, 5, a, b, y);
  CHECK_ARRAY(y, mods, 5);
  CALL_ROWS(ecg_fmod_i32, 5, a, b, y);
  CHECK_ARRAY(y, rests, 5);
  CALL_ROWS(ecg_mul_i32, 5, a, b, y);
  CHECK_ARRAY(y, products, 5);
  const uint16_t c[] = {65535, 65535, 3}, d[] = {65535, 16, 15};
  const uint16_t squares[] = {1, 65520, 45}, shifted[] = {0, 0, 32768};
  uint16_t z[3];
  CALL_ROWS(ecg_mul_u16, 3, c, d, z);
  CHECK_ARRAY(z, squares, 3);
  CALL_ROWS(ecg_shift_left_u16, 3, c, d, z);
  CHECK_ARRAY(z, shifted, 3);
}

/// @binary: powers wrap; negative exponents leave the integer part.
static void binary_powers(void) {
  const int32_t a[] = {2, 3, -1, 2, 0, 1}, b[] = {31, 4, -3, -1, -1, -9};
  const int32_t wanted[] = {INT32_MIN, 81, -1, 0, 0, 1};
  int32_t y[6];
  CALL_ROWS(ecg_pow_i32, 6, a, b, y);
  CHECK_ARRAY(y, wanted, 6);
}

/// @binary: NaN wins in min and max on either side; signs of remainders.
static void binary_reals(void) {
  const float a[] = {NAN, 1, -5.5f, 5.5f}, b[] = {1, NAN, 2, -2};
  float y[4];
  CALL_ROWS(ecg_max_f32, 4, a, b, y);
  CHECK(y[0] != y[0] && y[1] != y[1] && y[2] == 2 && y[3] == 5.5f);
  CALL_ROWS(ecg_fmod_f32, 4, a, b, y);
  CHECK(y[2] == -1.5f && y[3] == 1.5f);
  CALL_ROWS(ecg_mod_f32, 4, a, b, y);
  CHECK(y[2] == 0.5f && y[3] == -0.5f);
}

/// @compare: unsigned numbers compare as such, NaN only by not_equal.
static void comparisons(void) {
  const uint64_t a[] = {UINT64_MAX, 1}, b[] = {0, 1};
  uint8_t y[2];
  CALL_ROWS(ecg_greater_u64, 2, a, b, y);
  CHECK(y[0] == 1 && y[1] == 0);
  const float f[] = {NAN, 2}, g[] = {NAN, 2};
  CALL_ROWS(ecg_less_equal_f32, 2, f, g, y);
  CHECK(y[0] == 0 && y[1] == 1);
  CALL_ROWS(ecg_not_equal_f32, 2, f, g, y);
  CHECK(y[0] == 1 && y[1] == 0);
}

/// @select: a condition a row, a column against a number.
static void selects(void) {
  const ecg_select_params_t p = {{1, 1, 1, 1, 2, 2},
                                 {0, 0, 0, 0, 1, 0},
                                 {0, 0, 0, 0, 0, 1},
                                 {0, 0, 0, 0, 0, 0}};
  const uint8_t c[] = {1, 0};
  const int16_t a[] = {5, 6}, b[] = {-1}, wanted[] = {5, 6, -1, -1};
  int16_t y[4];
  ecg_select_b2(&p, c, a, b, y);
  CHECK_ARRAY(y, wanted, 4);
}

/// @cast: reals are truncated and limited, integers wrap.
static void casts(void) {
  const ecg_cast_params_t p = {6};
  const float x[] = {-1.9f, 127.9f, 128, -3.0e9f, INFINITY, NAN};
  const int8_t bytes[] = {-1, 127, 127, -128, 127, 0};
  const int32_t words[] = {-1, 127, 128, INT32_MIN, INT32_MAX, 0};
  int8_t y[6];
  int32_t z[6];
  ecg_cast_f32_i8(&p, x, y);
  CHECK_ARRAY(y, bytes, 6);
  ecg_cast_f32_i32(&p, x, z);
  CHECK_ARRAY(z, words, 6);
  const ecg_cast_params_t two = {2};
  const int32_t wide[] = {300, -1};
  uint8_t narrow[2];
  ecg_cast_i32_u8(&two, wide, narrow);
  CHECK(narrow[0] == 44 && narrow[1] == 255);
  ecg_cast_i32_b8(&two, wide, narrow);
  CHECK(narrow[0] == 1 && narrow[1] == 1);
}

/// @half: every half comes back from float; ties go to even, also between
/// subnormals and at the end of the range.
static void halves(void) {
  for (uint32_t bits = 0; bits < 0x10000; ++bits) {
    const float x = ecg_half_to_float((uint16_t)bits);
    const int is_nan = (bits & 0x7fff) > 0x7c00;
    CHECK((x != x) == is_nan);
    if (!is_nan)
      CHECK_EQ(ecg_half_of((double)x), bits);
  }
  CHECK_EQ(ecg_half_of(1 + 0x1p-11), 0x3c00);
  CHECK_EQ(ecg_half_of(1 + 0x1p-11 + 0x1p-40), 0x3c01);
  CHECK_EQ(ecg_half_of(1 + 3 * 0x1p-11), 0x3c02);
  CHECK_EQ(ecg_half_of(65519.999), 0x7bff);
  CHECK_EQ(ecg_half_of(-65520.0), 0xfc00);
  CHECK_EQ(ecg_half_of(0x1p-25), 0);
  CHECK_EQ(ecg_half_of(-3 * 0x1p-25), 0x8002);
  CHECK_EQ(ecg_half_of(0x1p-14 - 0x1p-26), 0x400);
}

int main(void) {
  unary_edges();
  unary_activations();
  binary_integers();
  binary_powers();
  binary_reals();
  comparisons();
  selects();
  casts();
  halves();
  return check_result();
}
