// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Kernels that make one element of many, order them or pick them by index.
#include "arg.h"
#include "check.h"
#include "cum_sum.h"
#include "gather.h"
#include "gather_elements.h"
#include "reduce.h"
#include "reduce_sum_s8.h"
#include "top_k.h"

/// Over dimensions 0 and 2 of [2][2][3]: one walk for every function.
static const ecg_reduce_params_t outer_and_inner = {{1, 1, 2, 1, 2, 3},
                                                    {0, 0, 3, 0, 6, 1}};

static void reduce_real(void) {
  const float x[] = {1, -2, 3, 4, 5, 6, -7, 8, 9, 1, 1, -1};
  const ecg_reduce_params_t *p = &outer_and_inner;
  float y[2];
  ecg_reduce_sum_f32(p, x, y);
  CHECK(y[0] == 12 && y[1] == 16);
  ecg_reduce_mean_f32(p, x, y);
  CHECK(y[0] == 2);
  CHECK_NEAR(y[1], 16.0f / 6);
  ecg_reduce_max_f32(p, x, y);
  CHECK(y[0] == 9 && y[1] == 6);
  ecg_reduce_min_f32(p, x, y);
  CHECK(y[0] == -7 && y[1] == -1);
  ecg_reduce_prod_f32(p, x, y);
  CHECK(y[0] == 3024 && y[1] == -120);
  ecg_reduce_sum_square_f32(p, x, y);
  CHECK(y[0] == 208 && y[1] == 80);
  ecg_reduce_l1_f32(p, x, y);
  CHECK(y[0] == 30 && y[1] == 18);
  ecg_reduce_l2_f32(p, x, y);
  CHECK_NEAR(y[0], 14.4222051f);
  ecg_reduce_log_sum_f32(p, x, y);
  CHECK_NEAR(y[1], 2.77258872f);
}

/// No overflow at large arguments; the limits at infinite ones.
static void reduce_log_sum_exp(void) {
  const ecg_reduce_params_t pairs = {{1, 1, 4, 1, 1, 2}, {0, 0, 2, 0, 0, 1}};
  const float x[] = {1000,      1000,      -2000,    -2000,
                     -INFINITY, -INFINITY, INFINITY, INFINITY};
  float y[4];
  ecg_reduce_log_sum_exp_f32(&pairs, x, y);
  CHECK_NEAR(y[0], 1000.69315f);
  CHECK_NEAR(y[1], -1999.30685f);
  CHECK(y[2] == -INFINITY && y[3] == INFINITY);
}

static void reduce_integer(void) {
  const int32_t x[] = {INT32_MAX, 1, 2, -4, 5, -6, 0, 0, 0, 0, 0, 0};
  const uint8_t bytes[] = {1, 200, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
  int32_t y[2];
  uint8_t z[2];
  ecg_reduce_sum_i32(&outer_and_inner, x, y);
  CHECK(y[0] == INT32_MIN + 2 && y[1] == -5);
  ecg_reduce_mean_i32(&outer_and_inner, x, y);
  CHECK(y[0] == 357913941 && y[1] == 0); // the sum has 64 bits
  ecg_reduce_l1_i32(&outer_and_inner, x, y);
  CHECK(y[1] == 15);
  ecg_reduce_max_u8(&outer_and_inner, bytes, z);
  CHECK(z[0] == 200 && z[1] == 12);
}

/// Half rounds up, results clamp.
static void reduce_sum_s8(void) {
  const ecg_reduce_sum_s8_params_t p = {
      {1, 1, 2, 1, 1, 3}, {0, 0, 3, 0, 0, 1}, 1 << 30, 31, 3, -1, -128, 100};
  const int8_t x[] = {4, 4, 4, 127, 127, 127};
  int8_t y[2];
  ecg_reduce_sum_s8(&p, x, y);
  CHECK(y[0] == 1 && y[1] == 100); // 1.5 - 1 and 185
}

static void arg(void) {
  const float x[] = {1, 5, 5, 2, 5, 0};
  ecg_arg_params_t rows = {2, 3, 1, 0};
  int64_t y[3];
  ecg_argmax_f32(&rows, x, y);
  CHECK(y[0] == 1 && y[1] == 1);
  rows.last = 1;
  ecg_argmax_f32(&rows, x, y);
  CHECK(y[0] == 2 && y[1] == 1);
  const ecg_arg_params_t columns = {1, 2, 3, 0};
  ecg_argmin_f32(&columns, x, y);
  CHECK(y[0] == 0 && y[1] == 0 && y[2] == 1);
}

static void top_k(void) {
  const float x[] = {3, 1, 4, 1, 5, 9, 2, 6}; // [4][2]
  const ecg_top_k_params_t p = {1, 4, 2, 2};
  const float largest[] = {5, 9, 4, 6}, smallest[] = {2, 1, 3, 1};
  const int64_t where[] = {2, 2, 1, 3}, equal[] = {3, 0, 0, 1};
  float values[4];
  int64_t indices[4];
  ecg_top_k_largest_f32(&p, x, values, indices);
  CHECK_ARRAY(values, largest, 4);
  CHECK_ARRAY(indices, where, 4);
  ecg_top_k_smallest_f32(&p, x, values, indices);
  CHECK_ARRAY(values, smallest, 4);
  CHECK_ARRAY(indices, equal, 4);
}

static void cum_sum(void) {
  const int32_t up[] = {1, 3, 6}, down[] = {5, 3, 0};
  const ecg_cum_sum_params_t plain = {1, 3, 1, 0, 0}, both = {1, 3, 1, 1, 1};
  int32_t x[] = {1, 2, 3}, y[3];
  ecg_cum_sum_i32(&both, x, y);
  CHECK_ARRAY(y, down, 3);
  ecg_cum_sum_i32(&plain, x, x); // in place
  CHECK_ARRAY(x, up, 3);
}

/// @gather_index: from the end, and never outside.
static void gather(void) {
  const int16_t x[] = {10, 11, 20, 21, 30, 31}; // [3][2]
  const int64_t indices[] = {2, -3, 7, -9};
  const int16_t rows[] = {30, 31, 10, 11, 30, 31, 10, 11};
  const ecg_gather_params_t p = {
      1, 4, 2, 1, {3, 1, 1, 1, 1, 1}, {2, 0, 0, 0, 0, 0}, 0, 0, 8};
  int16_t y[8];
  ecg_gather_b2(&p, x, indices, y);
  CHECK_ARRAY(y, rows, 8);
  // Pairs of indices in each of two batches, as GatherND.
  const int32_t pairs[] = {0, 1, 1, -2, 0, 0, 1, 1};
  const int8_t z[] = {1, 2, 3, 4, 5, 6, 7, 8}, picked[] = {2, 3, 5, 8};
  const ecg_gather_params_t nd = {
      2, 2, 1, 2, {2, 2, 1, 1, 1, 1}, {2, 1, 0, 0, 0, 0}, 4, 4, 4};
  int8_t found[4];
  ecg_gather_b1(&nd, z, pairs, found);
  CHECK_ARRAY(found, picked, 4);
}

static void gather_elements(void) {
  const double x[] = {1, 2, 3, 4, 5, 6}, wanted[] = {5, 2, 1, 6}; // [3][2]
  const int32_t indices[] = {2, 0, 0, -1};
  const ecg_gather_elements_params_t p = {1, 3, 2, 2, 4};
  double y[4];
  ecg_gather_elements_b8(&p, x, indices, y);
  for (int32_t i = 0; i < 4; ++i)
    CHECK(y[i] == wanted[i]);
}

int main(void) {
  reduce_real();
  reduce_log_sum_exp();
  reduce_integer();
  reduce_sum_s8();
  arg();
  top_k();
  cum_sum();
  gather();
  gather_elements();
  return check_result();
}
