// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Every kernel of a Cortex-M set against ref, bit for bit, over random shapes
// and extreme values; also that it stays inside its scratch and its output.
#include "draw_conv1d.h"
#include "set.h"
#include <math.h>
#include <string.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

enum { C = 256, SCRATCH = 40000, GUARD = 16 };
static int8_t x[X], w[W], packed[2 * W + GUARD], y_ref[Y], y[Y + GUARD];
static int32_t bias[C], mult[C], scratch[(SCRATCH + GUARD) / 4];
static int8_t shift[C];

/// Requantization tables: realistic ratios, small and large shifts, zeros.
static void fill_tables(rng_t *rng, int32_t channels) {
  const int32_t low = rng_int(rng, 0, 3) == 0;
  for (int32_t c = 0; c < channels; ++c) {
    bias[c] = rng_int(rng, -1000000, 1000000);
    mult[c] = rng_int(rng, 0, 30) ? rng_int(rng, 1 << 30, INT32_MAX) : 0;
    shift[c] = (int8_t)(low ? rng_int(rng, 1, 62) : rng_int(rng, 33, 46));
  }
}

/// Marks what must not be written.
static void set_guards(size_t packed_bytes, size_t scratch_bytes,
                       int32_t outputs) {
  memset(packed + packed_bytes, 0x55, GUARD);
  memset((char *)scratch + scratch_bytes, 0x55, GUARD);
  memset(y, 0x11, (size_t)outputs);
  memset(y + outputs, 0x55, GUARD);
}

static void check_outputs(size_t packed_bytes, size_t scratch_bytes,
                          int32_t outputs) {
  for (int32_t i = 0; i < GUARD; ++i) {
    CHECK_EQ(packed[packed_bytes + (size_t)i], 0x55);
    CHECK_EQ(((char *)scratch)[scratch_bytes + (size_t)i], 0x55);
    CHECK_EQ(y[outputs + i], 0x55);
  }
  int32_t differ = 0;
  for (int32_t i = 0; i < outputs; ++i)
    differ += y[i] != y_ref[i];
  CHECK_EQ(differ, 0);
}

static void run_conv1d(rng_t *rng, const ecg_conv1d_s8_params_t *p) {
  const int32_t outputs = p->cout * p->lpool;
  rng_fill_s8(rng, x, p->cin * p->lin, -128, 127);
  rng_fill_s8(rng, w, p->cout * (p->cin / p->groups) * p->kernel, -127, 127);
  fill_tables(rng, p->cout);
  set_ref.conv1d_s8(p, x, w, bias, mult, shift, y_ref, NULL);
  const size_t packed_bytes = set_tested.conv1d_s8_packed_bytes(p);
  const size_t scratch_bytes = set_tested.conv1d_s8_scratch_bytes(p);
  CHECK(packed_bytes <= 2 * W && scratch_bytes <= SCRATCH);
  set_guards(packed_bytes, scratch_bytes, outputs);
  set_tested.conv1d_s8_pack(p, w, packed);
  set_tested.conv1d_s8(p, x, packed, bias, mult, shift, y, scratch);
  check_outputs(packed_bytes, scratch_bytes, outputs);
}

static void test_conv1d_small(void) {
  rng_t rng = {12345};
  ecg_conv1d_s8_params_t p;
  for (int32_t round = 0; round < ROUNDS; ++round) {
    draw_conv1d(&rng, 9, 40, &p);
    run_conv1d(&rng, &p);
  }
}

/// Wide and long enough that the input is cut into tiles and the dot product
/// into chunks.
static void test_conv1d_tiles(void) {
  rng_t rng = {777};
  ecg_conv1d_s8_params_t p;
  for (int32_t round = 0; round < ROUNDS / 20; ++round) {
    draw_conv1d(&rng, 70, 90, &p);
    run_conv1d(&rng, &p);
  }
}

/// Integers are exact in float32, so any order of the sum gives the same.
static void test_conv1d_f32(void) {
  static float real[4000], weights[4000], packed_f[2000], out[Y], out_ref[Y],
      bias_f[C];
  rng_t rng = {2024};
  ecg_conv1d_s8_params_t s;
  for (int32_t done = 0; done < ROUNDS;) {
    draw_conv1d(&rng, 9, 40, &s);
    s.cout += s.groups * rng_int(&rng, 0, 15); // every size of a block
    if (s.cin * s.lin > 4000 || s.cout * s.lpool > Y ||
        s.cout * (s.cin / s.groups) * s.kernel > 2000)
      continue;
    ++done;
    const ecg_conv1d_f32_params_t p = {s.cin,
                                       s.lin,
                                       s.cout,
                                       s.lout,
                                       s.kernel,
                                       s.stride,
                                       s.dilation,
                                       s.groups,
                                       s.pad_left,
                                       s.pool_kernel,
                                       s.pool_stride,
                                       s.lpool,
                                       (float)s.act_min * 40,
                                       (float)s.act_max * 40};
    for (int32_t i = 0; i < 4000; ++i) {
      real[i] = (float)rng_int(&rng, -100, 100);
      weights[i] = (float)rng_int(&rng, -100, 100);
    }
    for (int32_t c = 0; c < s.cout; ++c)
      bias_f[c] = (float)rng_int(&rng, -1000, 1000);
    set_ref.conv1d_f32(&p, real, weights, bias_f, out_ref);
    CHECK_EQ(set_tested.conv1d_f32_packed_bytes(&p),
             set_ref.conv1d_f32_packed_bytes(&p)); // no zeros stored
    set_tested.conv1d_f32_pack(&p, weights, packed_f);
    set_tested.conv1d_f32(&p, real, packed_f, bias_f, out);
    CHECK_ARRAY(out, out_ref, p.cout * p.lpool);
  }
}

static void test_linear(void) {
  rng_t rng = {99};
  for (int32_t round = 0; round < ROUNDS; ++round) {
    ecg_linear_s8_params_t p = {rng_int(&rng, 1, 4),
                                rng_int(&rng, 1, 600),
                                rng_int(&rng, 1, 20),
                                rng_int(&rng, -128, 127),
                                0,
                                0,
                                0};
    fill_activation(&rng, &p.out_zp, &p.act_min, &p.act_max);
    rng_fill_s8(&rng, x, p.rows * p.in_features, -128, 127);
    rng_fill_s8(&rng, w, p.out_features * p.in_features, -127, 127);
    fill_tables(&rng, p.out_features);
    set_ref.linear_s8(&p, x, w, bias, mult, shift, y_ref, NULL);
    const size_t packed_bytes = set_tested.linear_s8_packed_bytes(&p);
    const size_t scratch_bytes = set_tested.linear_s8_scratch_bytes(&p);
    set_guards(packed_bytes, scratch_bytes, p.rows * p.out_features);
    set_tested.linear_s8_pack(&p, w, packed);
    set_tested.linear_s8(&p, x, packed, bias, mult, shift, y, scratch);
    check_outputs(packed_bytes, scratch_bytes, p.rows * p.out_features);
  }
}

/// As above; infinite limits are how there are none.
static void test_linear_f32(void) {
  static float real[400], weights[2000], packed_f[2000], out[80], out_ref[80],
      bias_f[20];
  rng_t rng = {31};
  for (int32_t round = 0; round < ROUNDS; ++round) {
    const int32_t limited = rng_int(&rng, 0, 1);
    const ecg_linear_f32_params_t p = {
        rng_int(&rng, 1, 4), rng_int(&rng, 1, 100), rng_int(&rng, 1, 20),
        limited ? -5000 : -INFINITY, limited ? 4000 : INFINITY};
    for (int32_t i = 0; i < 2000; ++i) {
      real[i % 400] = (float)rng_int(&rng, -100, 100);
      weights[i] = (float)rng_int(&rng, -100, 100);
      bias_f[i % 20] = (float)rng_int(&rng, -1000, 1000);
    }
    set_ref.linear_f32(&p, real, weights, bias_f, out_ref);
    set_tested.linear_f32_pack(&p, weights, packed_f);
    set_tested.linear_f32(&p, real, packed_f, bias_f, out);
    CHECK_ARRAY(out, out_ref, p.rows * p.out_features);
  }
}

/// Two dimensions, windows partly or wholly outside, overhanging outputs.
static void test_max_pool(void) {
  rng_t rng = {61};
  for (int32_t round = 0; round < ROUNDS; ++round) {
    ecg_max_pool_s8_params_t p;
    p.channels = rng_int(&rng, 1, 3);
    p.hin = rng_int(&rng, 0, 2) ? 1 : rng_int(&rng, 1, 8);
    p.win = rng_int(&rng, 1, 20);
    p.kernel_h = p.hin == 1 ? 1 : rng_int(&rng, 1, 4);
    p.kernel_w = rng_int(&rng, 1, 9);
    p.stride_h = rng_int(&rng, 1, 3);
    p.stride_w = rng_int(&rng, 1, 5);
    p.dilation_h = rng_int(&rng, 1, 3);
    p.dilation_w = rng_int(&rng, 1, 3);
    p.pad_top = p.hin == 1 ? 0 : rng_int(&rng, 0, 4);
    p.pad_left = rng_int(&rng, 0, 9);
    p.hout = (p.hin + p.pad_top) / p.stride_h + 1;
    p.wout = (p.win + p.pad_left) / p.stride_w + 2;
    const int32_t outputs = p.channels * p.hout * p.wout;
    rng_fill_s8(&rng, x, p.channels * p.hin * p.win, -128, 127);
    set_guards(0, 0, outputs);
    set_ref.max_pool_s8(&p, x, y_ref);
    set_tested.max_pool_s8(&p, x, y);
    check_outputs(0, 0, outputs);
    static float real[X], out[Y], out_ref[Y];
    for (int32_t i = 0; i < p.channels * p.hin * p.win; ++i)
      real[i] = x[i];
    set_ref.max_pool_f32(&p, real, out_ref);
    set_tested.max_pool_f32(&p, real, out);
    CHECK_EQ(memcmp(out, out_ref, sizeof(*out) * (size_t)outputs), 0);
  }
}

/// Every kind of float: ties, neighbours of ties, huge, infinite, NaN.
static void test_quantize(void) {
  enum { N = 64 };
  rng_t rng = {5};
  float real[N];
  for (int32_t round = 0; round < ROUNDS; ++round) {
    const float scale = (float)rng_int(&rng, 1, 4000) / 4096.0f;
    const ecg_quantize_f32_params_t p = {N, scale, rng_int(&rng, -128, 127)};
    for (int32_t i = 0; i < N; ++i) {
      const uint32_t bits = (uint32_t)rng_int(&rng, INT32_MIN, INT32_MAX);
      real[i] = (float)rng_int(&rng, -1100, 1100) * 0.5f * scale;
      if (i % 4 == 0)
        memcpy(&real[i], &bits, sizeof(bits));
    }
    set_ref.quantize_f32(&p, real, y_ref);
    set_tested.quantize_f32(&p, real, y);
    CHECK_ARRAY(y, y_ref, N);
  }
}

int main(void) {
  test_conv1d_small();
  test_conv1d_tiles();
  test_conv1d_f32();
  test_linear();
  test_linear_f32();
  test_max_pool();
  test_quantize();
  return check_result();
}
