// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Kernels that move elements, and softmax along an axis.
#include "check.h"
#include "copy_f32.h"
#include "copy_s8.h"
#include "pad_f32.h"
#include "pad_s8.h"
#include "softmax_f32.h"
#include "softmax_s8.h"
#include "transpose_f32.h"
#include "transpose_s8.h"

/// [2][3] to [3][2], and a rotation of three axes.
static void transpose(void) {
  const int8_t x[] = {1, 2, 3, 4, 5, 6}, wanted[] = {1, 4, 2, 5, 3, 6};
  const ecg_transpose_s8_params_t p = {{1, 1, 1, 1, 3, 2}, {0, 0, 0, 0, 1, 3}};
  int8_t y[6];
  ecg_transpose_s8(&p, x, y);
  CHECK_ARRAY(y, wanted, 6);
  // y[c][a][b] = x[a][b][c] for [2][2][3].
  const ecg_transpose_f32_params_t f = {{1, 1, 1, 3, 2, 2}, {0, 0, 0, 1, 6, 3}};
  float xf[12], yf[12];
  for (int32_t i = 0; i < 12; ++i)
    xf[i] = (float)i;
  const float wanted_f[] = {0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11};
  ecg_transpose_f32(&f, xf, yf);
  CHECK_ARRAY(yf, wanted_f, 12);
}

static void pad_modes(void) {
  ecg_pad_s8_params_t p = {
      {1, 1, 1, 3}, {1, 1, 1, 9}, {0, 0, 0, 3}, ECG_PAD_CONSTANT, -9};
  const int8_t x[] = {1, 2, 3};
  const int8_t constant[] = {-9, -9, -9, 1, 2, 3, -9, -9, -9};
  const int8_t edge[] = {1, 1, 1, 1, 2, 3, 3, 3, 3};
  const int8_t reflect[] = {2, 3, 2, 1, 2, 3, 2, 1, 2};
  int8_t y[9];
  ecg_pad_s8(&p, x, y);
  CHECK_ARRAY(y, constant, 9);
  p.mode = ECG_PAD_EDGE;
  ecg_pad_s8(&p, x, y);
  CHECK_ARRAY(y, edge, 9);
  p.mode = ECG_PAD_REFLECT;
  ecg_pad_s8(&p, x, y);
  CHECK_ARRAY(y, reflect, 9);
  p.in_dims[3] = 1; // nothing to mirror
  const int8_t one[] = {1, 1, 1, 1, 1, 1, 1, 1, 1};
  ecg_pad_s8(&p, x, y);
  CHECK_ARRAY(y, one, 9);
}

/// Negative padding crops; both axes at once.
static void pad_crops(void) {
  const ecg_pad_f32_params_t p = {
      {1, 1, 2, 3}, {1, 1, 2, 3}, {0, 0, 1, -1}, ECG_PAD_CONSTANT, 7};
  const float x[] = {1, 2, 3, 4, 5, 6}, wanted[] = {7, 7, 7, 2, 3, 7};
  float y[6];
  ecg_pad_f32(&p, x, y);
  CHECK_ARRAY(y, wanted, 6);
}

/// Concatenation of [2][2] and [2][1] along the last axis; a slice back out.
static void copy_concatenates(void) {
  const ecg_copy_s8_params_t left = {2, 2, 2, 3, 0, 0};
  const ecg_copy_s8_params_t right = {2, 1, 1, 3, 0, 2};
  const int8_t a[] = {1, 2, 3, 4}, b[] = {5, 6}, wanted[] = {1, 2, 5, 3, 4, 6};
  int8_t y[6];
  ecg_copy_s8(&left, a, y);
  ecg_copy_s8(&right, b, y);
  CHECK_ARRAY(y, wanted, 6);
  const ecg_copy_f32_params_t slice = {2, 1, 3, 1, 1, 0};
  const float x[] = {1, 2, 3, 4, 5, 6};
  float z[2];
  ecg_copy_f32(&slice, x, z);
  CHECK(z[0] == 2 && z[1] == 5);
}

/// Large arguments do not overflow; the axis may be an inner one; in place.
static void softmax_f32(void) {
  const ecg_softmax_f32_params_t p = {1, 2, 2};
  float x[] = {1000, -3, 1000, 1000};
  ecg_softmax_f32(&p, x, x);
  CHECK(x[0] == 0.5f && x[1] == 0 && x[2] == 0.5f && x[3] == 1);
}

/// Saturates at 255/256; the rounding of equal shares; a step of ln 2 halves.
static void softmax_s8(void) {
  uint32_t table[256];
  for (int32_t d = 0; d < 256; ++d) // 2^(16-d), half to even below one
    table[d] = d <= 16 ? 65536u >> d : 0;
  const ecg_softmax_s8_params_t three = {1, 3, 1};
  const int8_t x[] = {-128, -128, -128}, y_equal[] = {-43, -43, -43};
  int8_t y[3];
  ecg_softmax_s8(&three, x, table, y);
  CHECK_ARRAY(y, y_equal, 3); // 85.33 - 128
  const int8_t steps[] = {5, 4, 3}, wanted[] = {18, -55, -91};
  ecg_softmax_s8(&three, steps, table, y);
  CHECK_ARRAY(y, wanted, 3); // 146.29, 73.14 and 36.57
  const int8_t sure[] = {127, -128, -128}, top[] = {127, -128, -128};
  ecg_softmax_s8(&three, sure, table, y);
  CHECK_ARRAY(y, top, 3);
}

int main(void) {
  transpose();
  pad_modes();
  pad_crops();
  copy_concatenates();
  softmax_f32();
  softmax_s8();
  return check_result();
}
