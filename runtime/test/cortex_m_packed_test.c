// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Packed convolutions of a Cortex-M set against ref's with weights in bytes,
// bit for bit, over random shapes, rows of 2, 4 and 8 bits and extreme values;
// also that scratch and output are kept to.
#include "draw_conv1d.h"
#include "draw_packed_tables.h"
#include "set.h"

#ifndef ROUNDS
#define ROUNDS 20000
#endif

enum { SCRATCH = 60000, GUARD = 16 };
static int8_t x[X], w[W], rows[2 * W], y_ref[Y], y[Y + GUARD];
static uint8_t packed[2 * W + 16];
static int32_t scratch[(SCRATCH + GUARD) / 4];

/// Fields of `bits`, each row from a byte on.
static void encode(int32_t count, int32_t size, int32_t bits) {
  uint8_t *to = packed;
  memset(packed, 0, sizeof(packed));
  for (int32_t r = 0; r < count; ++r, to += (size * bits + 7) / 8)
    for (int32_t i = 0; i < size * bits; ++i)
      to[i / 8] = (uint8_t)(to[i / 8] | (rows[r * size + i / bits] >> i % bits &
                                         1) << i % 8);
}

static void run(rng_t *rng, const ecg_conv1d_s8_params_t *p) {
  const int32_t outputs = p->cout * p->lpool;
  const int32_t bits = 1 << rng_int(rng, 1, 3), most = (1 << (bits - 1)) - 1;
  const uint8_t codes = (uint8_t)bits;
  rng_fill_s8(rng, x, p->cin * p->lin, -128, 127);
  rng_fill_s8(rng, w, p->cout * (p->cin / p->groups) * p->kernel, -most, most);
  draw_packed_tables(rng, p->cout);
  set_ref.conv1d_s8(p, x, w, bias, mult, shift, y_ref, NULL);
  const size_t bytes = set_tested.conv1d_packed_s8_packed_bytes(p);
  const size_t scratch_bytes = set_tested.conv1d_packed_s8_scratch_bytes(p);
  CHECK(bytes <= 2 * W && scratch_bytes <= SCRATCH);
  set_tested.conv1d_packed_s8_pack(p, w, rows);
  encode(p->cout, (int32_t)bytes / p->cout, bits);
  memset((char *)scratch + scratch_bytes, 0x55, GUARD);
  memset(y, 0x55, sizeof(y));
  set_tested.conv1d_packed_s8(p, x, packed, &codes, bias_table, scale_table, y,
                              scratch);
  int32_t differ = 0;
  for (int32_t i = 0; i < outputs; ++i)
    differ += y[i] != y_ref[i];
  CHECK_EQ(differ, 0);
  for (int32_t i = 0; i < GUARD; ++i) {
    CHECK_EQ(((char *)scratch)[scratch_bytes + (size_t)i], 0x55);
    CHECK_EQ(y[outputs + i], 0x55);
  }
}

int main(void) {
  rng_t rng = {4242};
  ecg_conv1d_s8_params_t p;
  for (int32_t round = 0; round < ROUNDS; ++round) {
    draw_conv1d(&rng, 9, 40, &p);
    run(&rng, &p);
  }
  for (int32_t round = 0; round < ROUNDS / 20; ++round) {
    draw_conv1d(&rng, 70, 90, &p);
    run(&rng, &p);
  }
  return check_result();
}
