// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The general convolution and the transposed one, on small integers, which
// float computes exactly.
#include "check.h"
#include "conv2d_f32.h"
#include "conv_nd_f32.h"
#include "conv_transpose_f32.h"
#include "conv_transpose_s8.h"
#include <math.h>

enum { IN = 3000, OUT = 90000 }; // 2 * 4 * 7^3 and 2 * 4 * 22^3
static float xf[IN], wf[IN], yf[OUT], zf[IN];
static int8_t x8[IN], w8[IN], y8[OUT];
static const float no_bias[8];

static void fill(rng_t *rng, float *to, int32_t n) {
  for (int32_t i = 0; i < n; ++i)
    to[i] = (float)rng_int(rng, -3, 3);
}

static int32_t product(const int32_t dims[3]) {
  return dims[0] * dims[1] * dims[2];
}

/// A random convolution; its output lengths follow from the input's.
static ecg_conv_nd_f32_params_t any_conv(rng_t *rng) {
  ecg_conv_nd_f32_params_t p = {rng_int(rng, 1, 2),
                                0,
                                0,
                                rng_int(rng, 1, 2),
                                {0},
                                {0},
                                {0},
                                {0},
                                {0},
                                {0},
                                -INFINITY,
                                INFINITY};
  p.cin = p.groups * rng_int(rng, 1, 2);
  p.cout = p.groups * rng_int(rng, 1, 2);
  for (int32_t d = 0; d < 3; ++d) {
    p.kernel[d] = rng_int(rng, 1, 3);
    p.stride[d] = rng_int(rng, 1, 3);
    p.dilation[d] = rng_int(rng, 1, 3);
    p.pad[d] = rng_int(rng, 0, 2);
    const int32_t span = p.dilation[d] * (p.kernel[d] - 1) + 1;
    p.in[d] = rng_int(rng, 1, 6);
    if (p.in[d] + 2 * p.pad[d] < span)
      p.in[d] = span;
    p.out[d] = (p.in[d] + 2 * p.pad[d] - span) / p.stride[d] + 1;
  }
  return p;
}

/// conv_nd on one plane is conv2d.
static void conv_nd_f32_is_conv2d(void) {
  rng_t rng = {7};
  for (int32_t round = 0; round < 60; ++round) {
    ecg_conv_nd_f32_params_t p = any_conv(&rng);
    p.batch = p.in[0] = p.out[0] = p.kernel[0] = p.stride[0] = 1;
    p.dilation[0] = 1;
    p.pad[0] = 0;
    const ecg_conv2d_f32_params_t q = {
        p.cin,         p.in[1],       p.in[2],     p.cout,      p.out[1],
        p.out[2],      p.kernel[1],   p.kernel[2], p.stride[1], p.stride[2],
        p.dilation[1], p.dilation[2], p.groups,    p.pad[1],    p.pad[2],
        -INFINITY,     INFINITY};
    fill(&rng, xf, p.cin * product(p.in));
    fill(&rng, wf, p.cout * p.cin * product(p.kernel));
    ecg_conv_nd_f32(&p, xf, wf, no_bias, yf);
    ecg_conv2d_f32(&q, xf, wf, no_bias, zf);
    CHECK_ARRAY(yf, zf, p.cout * product(p.out));
  }
}

/// Three dimensions, two samples, bias and clamp, by hand.
static void conv_nd_f32_by_value(void) {
  const ecg_conv_nd_f32_params_t p = {
      2,         1,         1,         1,         {2, 1, 2}, {1, 1, 3},
      {2, 1, 2}, {1, 1, 1}, {1, 1, 1}, {0, 0, 1}, -100,      4321};
  const float x[] = {1, 2, 3, 4, 5, 6, 7, 8}, w[] = {1, 10, 100, 1000};
  const float bias[] = {1}, wanted[] = {3011, 4321, 403, 4321, 4321, 807};
  ecg_conv_nd_f32(&p, x, w, bias, yf);
  CHECK_ARRAY(yf, wanted, 6);
}

/// @conv_transpose: sum of y * conv(x) is sum of x * conv_transpose(y), with
/// the weights of both having output channels first.
static void conv_transpose_is_the_adjoint_of_conv(void) {
  rng_t rng = {11};
  for (int32_t round = 0; round < 100; ++round) {
    const ecg_conv_nd_f32_params_t p = any_conv(&rng);
    ecg_conv_transpose_f32_params_t t = p;
    const int32_t taps = product(p.kernel);
    const int32_t in = p.cin / p.groups, out = p.cout / p.groups;
    const int32_t nx = p.batch * p.cin * product(p.in);
    const int32_t ny = p.batch * p.cout * product(p.out);
    t.cin = p.cout;
    t.cout = p.cin;
    for (int32_t d = 0; d < 3; ++d) {
      t.in[d] = p.out[d];
      t.out[d] = p.in[d];
    }
    fill(&rng, xf, nx);
    fill(&rng, wf, p.cout * in * taps);
    ecg_conv_nd_f32(&p, xf, wf, no_bias, zf);
    // The other way: [groups][in][out][taps] of [groups][out][in][taps].
    static float turned[IN];
    for (int32_t g = 0; g < p.groups; ++g)
      for (int32_t o = 0; o < out; ++o)
        for (int32_t i = 0; i < in; ++i)
          for (int32_t k = 0; k < taps; ++k)
            turned[((g * in + i) * out + o) * taps + k] =
                wf[((g * out + o) * in + i) * taps + k];
    static float grad[IN];
    fill(&rng, grad, ny);
    ecg_conv_transpose_f32(&t, grad, turned, no_bias, yf);
    float left = 0, right = 0;
    for (int32_t i = 0; i < ny; ++i)
      left += grad[i] * zf[i];
    for (int32_t i = 0; i < nx; ++i)
      right += xf[i] * yf[i];
    CHECK_EQ(left, right);
  }
}

/// Stride 2: every second output has one tap, the others two; the last output
/// padding sees the bias alone.
static void conv_transpose_f32_by_value(void) {
  const ecg_conv_transpose_f32_params_t p = {
      1,         1,         1,         1,         {1, 1, 2}, {1, 1, 6},
      {1, 1, 3}, {1, 1, 2}, {1, 1, 1}, {0, 0, 0}, 0,         25};
  const float x[] = {1, 2}, w[] = {1, 10, 100}, bias[] = {-5};
  const float wanted[] = {0, 5, 25, 15, 25, 0};
  ecg_conv_transpose_f32(&p, x, w, bias, yf);
  CHECK_ARRAY(yf, wanted, 6); // -4, 5, 97, 15, 195, -5, then the clamp
}

/// With all scales 1 the integer kernel is the float one, clamped.
static void conv_transpose_s8_is_conv_transpose_f32_on_integers(void) {
  const int32_t mult[8] = {1 << 30, 1 << 30, 1 << 30, 1 << 30};
  const int8_t shift[8] = {30, 30, 30, 30};
  const int32_t bias[8] = {3, -4, 5, -6};
  const float bias_f[8] = {3, -4, 5, -6};
  rng_t rng = {13};
  for (int32_t round = 0; round < 60; ++round) {
    ecg_conv_nd_f32_params_t f = any_conv(&rng);
    for (int32_t d = 0; d < 3; ++d)
      f.out[d] = f.stride[d] * (f.in[d] - 1) + rng_int(&rng, 1, 4);
    ecg_conv_transpose_s8_params_t p = {f.batch, f.cin, f.cout, f.groups, {0},
                                        {0},     {0},   {0},    {0},      {0},
                                        5,       -7,    -100,   90};
    for (int32_t d = 0; d < 3; ++d) {
      p.in[d] = f.in[d];
      p.out[d] = f.out[d];
      p.kernel[d] = f.kernel[d];
      p.stride[d] = f.stride[d];
      p.dilation[d] = f.dilation[d];
      p.pad[d] = f.pad[d];
    }
    const int32_t nx = f.batch * f.cin * product(f.in);
    const int32_t nw = f.cout * (f.cin / f.groups) * product(f.kernel);
    rng_fill_s8(&rng, x8, nx, -128, 127);
    rng_fill_s8(&rng, w8, nw, -3, 3);
    for (int32_t i = 0; i < nx; ++i)
      xf[i] = (float)(x8[i] - p.in_zp);
    for (int32_t i = 0; i < nw; ++i)
      wf[i] = w8[i];
    ecg_conv_transpose_f32(&f, xf, wf, bias_f, yf);
    ecg_conv_transpose_s8(&p, x8, w8, bias, mult, shift, y8);
    for (int32_t i = 0; i < f.batch * f.cout * product(f.out); ++i) {
      const float wanted = yf[i] + (float)p.out_zp;
      CHECK_EQ(y8[i], wanted < -100 ? -100 : wanted > 90 ? 90 : wanted);
    }
  }
}

int main(void) {
  conv_nd_f32_is_conv2d();
  conv_nd_f32_by_value();
  conv_transpose_is_the_adjoint_of_conv();
  conv_transpose_f32_by_value();
  conv_transpose_s8_is_conv_transpose_f32_on_integers();
  return check_result();
}
