// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The kernels of a Cortex-M set on int16 against ref, bit for bit, over
// random shapes and extreme values; also that they stay inside scratch and
// output.
#include "draw_conv1d.h"
#include "set.h"
#include <string.h>

#ifndef ROUNDS
#define ROUNDS 8000
#endif

enum { C = 256, SCRATCH = 80000, GUARD = 16 };
static int16_t x[X], y_ref[Y], y[Y + GUARD];
static int8_t w[W], packed[4 * W + GUARD], shift[C];
static int32_t bias[C], mult[C];
static int64_t scratch[(SCRATCH + GUARD) / 8];

/// Values as rng_fill_s8 draws them: often nothing but extremes.
static void fill_inputs(rng_t *rng, int32_t n) {
  const int32_t kind = rng_int(rng, 0, 7);
  for (int32_t i = 0; i < n; ++i)
    x[i] = (int16_t)(kind == 0   ? INT16_MIN
                     : kind == 1 ? INT16_MAX
                     : kind < 4  ? (rng_int(rng, 0, 1) ? INT16_MIN : INT16_MAX)
                                 : rng_int(rng, INT16_MIN, INT16_MAX));
}

static void fill_tables(rng_t *rng, int32_t channels) {
  for (int32_t c = 0; c < channels; ++c) {
    bias[c] = rng_int(rng, INT32_MIN, INT32_MAX);
    mult[c] = rng_int(rng, 0, 30) ? rng_int(rng, 1 << 23, (1 << 24) - 1) : 0;
    shift[c] = (int8_t)rng_int(rng, 30, 45);
  }
}

static void set_guards(size_t packed_bytes, size_t scratch_bytes,
                       int32_t outputs) {
  CHECK(packed_bytes <= sizeof(packed) - GUARD && scratch_bytes <= SCRATCH);
  memset(scratch, 0x33, scratch_bytes);
  memset(packed + packed_bytes, 0x55, GUARD);
  memset((char *)scratch + scratch_bytes, 0x55, GUARD);
  memset(y, 0x11, sizeof(*y) * (size_t)outputs);
  memset(y + outputs, 0x55, GUARD);
}

static void check_outputs(size_t packed_bytes, size_t scratch_bytes,
                          int32_t outputs) {
  for (int32_t i = 0; i < GUARD; ++i) {
    CHECK_EQ(packed[packed_bytes + (size_t)i], 0x55);
    CHECK_EQ(((char *)scratch)[scratch_bytes + (size_t)i], 0x55);
  }
  for (int32_t i = 0; i < GUARD / 2; ++i)
    CHECK_EQ(y[outputs + i], 0x5555);
  CHECK_ARRAY(y, y_ref, outputs);
}

static void run_conv1d(rng_t *rng, ecg_conv1d_s16_params_t *p) {
  const int32_t outputs = p->cout * p->lpool;
  p->in_zp = p->out_zp = 0;
  p->act_min = rng_int(rng, 0, 1) ? INT16_MIN : 0;
  p->act_max = rng_int(rng, 0, 1) ? INT16_MAX : rng_int(rng, 0, INT16_MAX);
  fill_inputs(rng, p->cin * p->lin);
  rng_fill_s8(rng, w, p->cout * (p->cin / p->groups) * p->kernel, -127, 127);
  fill_tables(rng, p->cout);
  set_ref.conv1d_s16(p, x, w, bias, mult, shift, y_ref, NULL);
  const size_t packed_bytes = set_tested.conv1d_s16_packed_bytes(p);
  const size_t scratch_bytes = set_tested.conv1d_s16_scratch_bytes(p);
  set_guards(packed_bytes, scratch_bytes, outputs);
  set_tested.conv1d_s16_pack(p, w, packed);
  set_tested.conv1d_s16(p, x, packed, bias, mult, shift, y, scratch);
  check_outputs(packed_bytes, scratch_bytes, outputs);
}

/// The last rounds are cut into tiles, their dot products into chunks.
static void test_conv1d(void) {
  rng_t rng = {4321};
  ecg_conv1d_s16_params_t p;
  for (int32_t round = 0; round < ROUNDS; ++round) {
    const int small = round < ROUNDS - ROUNDS / 20;
    draw_conv1d(&rng, small ? 9 : 70, small ? 40 : 90, &p);
    run_conv1d(&rng, &p);
  }
}

static void test_linear(void) {
  rng_t rng = {98};
  for (int32_t round = 0; round < ROUNDS; ++round) {
    const ecg_linear_s16_params_t p = {rng_int(&rng, 1, 4),
                                       rng_int(&rng, 1, 1200),
                                       rng_int(&rng, 1, 20),
                                       0,
                                       0,
                                       INT16_MIN,
                                       rng_int(&rng, 0, INT16_MAX)};
    const int32_t outputs = p.rows * p.out_features;
    fill_inputs(&rng, p.rows * p.in_features);
    rng_fill_s8(&rng, w, p.out_features * p.in_features, -127, 127);
    fill_tables(&rng, p.out_features);
    set_ref.linear_s16(&p, x, w, bias, mult, shift, y_ref, NULL);
    const size_t packed_bytes = set_tested.linear_s16_packed_bytes(&p);
    const size_t scratch_bytes = set_tested.linear_s16_scratch_bytes(&p);
    set_guards(packed_bytes, scratch_bytes, outputs);
    set_tested.linear_s16_pack(&p, w, packed);
    set_tested.linear_s16(&p, x, packed, bias, mult, shift, y, scratch);
    check_outputs(packed_bytes, scratch_bytes, outputs);
  }
}

int main(void) {
  test_conv1d();
  test_linear();
  return check_result();
}
