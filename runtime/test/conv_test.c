// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The reference convolutions and linear layers: by value, and against each
// other where one is a special case of the other.
#include "check.h"
#include "conv1d_f32.h"
#include "conv1d_s8.h"
#include "conv2d_f32.h"
#include "conv2d_s8.h"
#include "linear_f32.h"
#include "linear_s8.h"
#include <math.h>

enum { N = 2000, C = 16 };
static int8_t x[N], w[N], y[N], other[N], shift[C];
static int32_t bias[C], mult[C];
static float xf[N], wf[N], yf[N], biasf[C];

/// Tables under which @requant is the identity, and zero biases.
static void identity_tables(void) {
  for (int32_t c = 0; c < C; ++c) {
    bias[c] = 0;
    mult[c] = 1 << 30;
    shift[c] = 30;
  }
}

/// Padding counts as real 0, that is as the zero point, on both sides.
static void conv1d_s8_pads_with_zero_point(void) {
  const ecg_conv1d_s8_params_t p = {1, 3, 1, 4, 3, 1,    1,   1, 2,
                                    1, 1, 4, 5, 0, -128, 127, 0, 0};
  const int8_t in[] = {6, 7, 8}, taps[] = {1, 10, 20};
  const int8_t wanted[] = {20, 50, 81, 32};
  identity_tables();
  ecg_conv1d_s8(&p, in, taps, bias, mult, shift, y, NULL);
  CHECK_ARRAY(y, wanted, 4);
}

/// Bias, per-channel scales, output zero point and clamp, in that order.
static void conv1d_s8_requantizes_by_channel(void) {
  const ecg_conv1d_s8_params_t p = {1, 2, 2, 2, 1,  1, 1,  1, 0,
                                    1, 1, 2, 0, 10, 0, 40, 0, 0};
  const int8_t in[] = {4, -100}, taps[] = {3, 100};
  const int32_t b[] = {1, -4}, m[] = {1 << 30, 3 << 29};
  const int8_t s[] = {31, 33};
  // (12 + 1)/2 = 6.5 -> 7; (-300 + 1)/2 clamps; 396 * 3/16 = 74 clamps.
  const int8_t wanted[] = {17, 0, 40, 0};
  ecg_conv1d_s8(&p, in, taps, b, m, s, y, NULL);
  CHECK_ARRAY(y, wanted, 4);
}

/// Each group of output channels sees its own input channels.
static void conv1d_s8_groups(void) {
  const ecg_conv1d_s8_params_t p = {4, 1, 4, 1, 1, 1,    1,   2, 0,
                                    1, 1, 1, 0, 0, -128, 127, 0, 0};
  const int8_t in[] = {1, 2, 3, 4}, taps[] = {1, 1, 1, -1, 10, 1, 0, 5};
  const int8_t wanted[] = {3, -1, 34, 20};
  identity_tables();
  ecg_conv1d_s8(&p, in, taps, bias, mult, shift, y, NULL);
  CHECK_ARRAY(y, wanted, 4);
}

/// @pool_on_accumulators: overlapping windows, the last position dropped.
static void conv1d_s8_fused_pool(void) {
  const ecg_conv1d_s8_params_t p = {1, 8, 1, 8, 1, 1,    1,   1, 0,
                                    3, 2, 3, 0, 0, -128, 127, 0, 0};
  const int8_t in[] = {1, 9, 2, -3, -4, -5, -6, 100}, taps[] = {1};
  const int8_t wanted[] = {9, 2, -4};
  identity_tables();
  ecg_conv1d_s8(&p, in, taps, bias, mult, shift, y, NULL);
  CHECK_ARRAY(y, wanted, 3);
}

/// A window may lie wholly in the padding, on either side.
static void conv1d_window_outside(void) {
  const ecg_conv1d_s8_params_t p = {1, 1, 1, 5, 2, 1,    1,   1, 3,
                                    1, 1, 5, 0, 0, -128, 127, 0, 0};
  const int8_t in[] = {2}, taps[] = {3, 5}, wanted[] = {0, 0, 10, 6, 0};
  identity_tables();
  ecg_conv1d_s8(&p, in, taps, bias, mult, shift, y, NULL);
  CHECK_ARRAY(y, wanted, 5);
}

/// A random 1-D convolution without pool; 0 where it has no output.
static int draw(rng_t *rng, ecg_conv1d_s8_params_t *p) {
  const ecg_conv1d_s8_params_t none = {0, 0, 0, 0, 0, 0,    0,   0, 0,
                                       1, 1, 0, 0, 0, -128, 127, 0, 0};
  *p = none;
  p->groups = rng_int(rng, 1, 3);
  p->cin = p->groups * rng_int(rng, 1, 4);
  p->cout = p->groups * rng_int(rng, 1, 4);
  p->lin = rng_int(rng, 1, 20);
  p->kernel = rng_int(rng, 1, 6);
  p->stride = rng_int(rng, 1, 4);
  p->dilation = rng_int(rng, 1, 4);
  p->pad_left = rng_int(rng, 0, 8);
  const int32_t padded = p->lin + p->pad_left + rng_int(rng, 0, 8);
  const int32_t span = (p->kernel - 1) * p->dilation + 1;
  p->lout = p->lpool = padded < span ? 0 : (padded - span) / p->stride + 1;
  p->in_zp = rng_int(rng, -128, 127);
  rng_fill_s8(rng, x, N, -128, 127);
  rng_fill_s8(rng, w, N, -127, 127);
  for (int32_t c = 0; c < C; ++c) {
    bias[c] = rng_int(rng, -3000, 3000);
    mult[c] = rng_int(rng, 1 << 30, INT32_MAX);
    shift[c] = (int8_t)rng_int(rng, 36, 42);
  }
  return p->lout > 0;
}

/// A 2-D convolution of height 1, and one of width 1, are 1-D ones.
static void conv2d_s8_is_conv1d(void) {
  rng_t rng = {31};
  ecg_conv1d_s8_params_t p;
  for (int32_t round = 0; round < 500; ++round) {
    if (!draw(&rng, &p))
      continue;
    ecg_conv1d_s8(&p, x, w, bias, mult, shift, y, NULL);
    const ecg_conv2d_s8_params_t row = {
        p.cin,      1,       p.lin,    p.cout, 1,          p.lout,   1,
        p.kernel,   1,       p.stride, 1,      p.dilation, p.groups, 0,
        p.pad_left, p.in_zp, 0,        -128,   127};
    ecg_conv2d_s8(&row, x, w, bias, mult, shift, other, NULL);
    CHECK_ARRAY(other, y, p.cout * p.lout);
    const ecg_conv2d_s8_params_t column = {
        p.cin, p.lin,    1, p.cout,     p.lout, 1,        p.kernel,
        1,     p.stride, 1, p.dilation, 1,      p.groups, p.pad_left,
        0,     p.in_zp,  0, -128,       127};
    ecg_conv2d_s8(&column, x, w, bias, mult, shift, other, NULL);
    CHECK_ARRAY(other, y, p.cout * p.lout);
  }
}

/// Integers are exact in float32, so the float kernel gives the accumulators.
static void conv1d_f32_is_conv1d_s8_on_integers(void) {
  rng_t rng = {32};
  ecg_conv1d_s8_params_t p;
  for (int32_t round = 0; round < 500; ++round) {
    if (!draw(&rng, &p))
      continue;
    ecg_conv1d_s8(&p, x, w, bias, mult, shift, y, NULL);
    const ecg_conv1d_f32_params_t f = {
        p.cin,    p.lin,      p.cout, p.lout, p.kernel, p.stride,  p.dilation,
        p.groups, p.pad_left, 1,      1,      p.lpool,  -INFINITY, INFINITY};
    for (int32_t i = 0; i < N; ++i) {
      xf[i] = (float)(x[i] - p.in_zp);
      wf[i] = (float)w[i];
    }
    for (int32_t c = 0; c < C; ++c)
      biasf[c] = (float)bias[c];
    ecg_conv1d_f32(&f, xf, wf, biasf, yf);
    for (int32_t i = 0; i < p.cout * p.lout; ++i) {
      const int32_t c = i / p.lout;
      other[i] = ecg_clamp_s8(ecg_requant((int32_t)yf[i], mult[c], shift[c]),
                              -128, 127);
    }
    CHECK_ARRAY(other, y, p.cout * p.lout);
  }
}

/// A linear layer is a convolution whose kernel is the whole input.
static void linear_is_conv1d(void) {
  rng_t rng = {33};
  ecg_conv1d_s8_params_t p;
  for (int32_t round = 0; round < 300; ++round) {
    draw(&rng, &p);
    p.cin = p.groups = p.dilation = p.stride = p.lout = p.lpool = 1;
    p.kernel = p.lin;
    p.pad_left = 0;
    ecg_conv1d_s8(&p, x, w, bias, mult, shift, y, NULL);
    const ecg_linear_s8_params_t l = {1, p.lin, p.cout, p.in_zp, 0, -128, 127};
    ecg_linear_s8(&l, x, w, bias, mult, shift, other, NULL);
    CHECK_ARRAY(other, y, p.cout);
  }
}

/// Rows of a batch are independent; the clamp is the fused activation.
static void linear_f32_rows(void) {
  const ecg_linear_f32_params_t p = {2, 2, 2, 0.0f, 6.0f};
  const float in[] = {1, 2, -3, 0.5f}, weights[] = {1, 2, -1, 3};
  const float b[] = {0.5f, 0}, wanted[] = {5.5f, 5, 0, 4.5f};
  ecg_linear_f32(&p, in, weights, b, yf);
  CHECK_ARRAY(yf, wanted, 4);
}

/// The pool comes before the clamp; each group sees its own channels, in one
/// dimension and in two.
static void conv_f32_pools_clamps_and_groups(void) {
  const ecg_conv1d_f32_params_t p = {2, 4, 2, 4, 1, 1,         1,
                                     2, 0, 3, 1, 2, -INFINITY, 7.5f};
  const float in[] = {1, 4, 2, 3, -1, -2, -3, -4}, taps[] = {2, 3};
  const float zero[] = {0, 0}, pooled[] = {7.5f, 7.5f, -3, -6};
  ecg_conv1d_f32(&p, in, taps, zero, yf);
  CHECK_ARRAY(yf, pooled, 4);
  const ecg_conv2d_f32_params_t q = {2, 2, 2, 2, 2, 2, 1,         1,   1,
                                     1, 1, 1, 2, 0, 0, -INFINITY, 7.0f};
  const float clamped[] = {2, 7, 4, 6, -3, -6, -9, -12};
  ecg_conv2d_f32(&q, in, taps, zero, yf);
  CHECK_ARRAY(yf, clamped, 8);
}

/// Two dimensions at once: padding at the top, dilation along the row.
static void conv2d_f32_by_value(void) {
  const ecg_conv2d_f32_params_t p = {1, 2, 3, 1, 2, 1, 2,         2,     1,
                                     1, 1, 2, 1, 1, 0, -INFINITY, 100.0f};
  const float in[] = {1, 2, 3, 4, 5, 6}, weights[] = {1, 10, 100, 1000};
  const float b[] = {-3000}, wanted[] = {100, 100};
  ecg_conv2d_f32(&p, in, weights, b, yf);
  CHECK_ARRAY(yf, wanted, 2); // 3100 - 3000, and 31 + 6400 - 3000 clamped
}

int main(void) {
  conv1d_s8_pads_with_zero_point();
  conv1d_s8_requantizes_by_channel();
  conv1d_s8_groups();
  conv1d_s8_fused_pool();
  conv1d_window_outside();
  conv2d_s8_is_conv1d();
  conv1d_f32_is_conv1d_s8_on_integers();
  linear_is_conv1d();
  linear_f32_rows();
  conv_f32_pools_clamps_and_groups();
  conv2d_f32_by_value();
  return check_result();
}
