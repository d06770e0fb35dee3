// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Convolutions that write over their input, as near as the set says they may
// (conv1d.h, ..._ahead), against ref with buffers of their own, bit for bit;
// and a byte nearer, which has to go wrong often: then the proof gives away
// nothing, and the test can fail.
#include "draw_conv1d.h"
#include "draw_packed_tables.h"
#include "set.h"

#ifndef ROUNDS
#define ROUNDS 6000
#endif

enum { SCRATCH = 40000, MEMORY = X + Y + SCRATCH + 64 };
static int8_t x[X], w[W], packed[2 * W], rows[2 * W], y_ref[Y];
static int8_t memory[MEMORY] ECG_RT_ALIGNED(8);

/// One of the two kernels.
typedef struct kernel {
  ecg_conv1d_s8_ahead_fn *output_ahead, *scratch_ahead;
  ecg_conv1d_s8_bytes_fn *scratch_bytes;
  int packed;
} kernel_t;

/// How often buffers shared bytes, how often a byte nearer was possible, and
/// how often results were wrong then: few outputs show one wrong input.
static int32_t shared, nearer, broken;

/// Outputs that differ where x, y and scratch begin at these bytes of memory.
static int32_t differences(const ecg_conv1d_s8_params_t *p,
                           const kernel_t *kernel, int32_t x_at, int32_t y_at,
                           int32_t scratch_at) {
  const uint8_t codes = 8; // a byte a weight
  memset(memory, 0x5A, sizeof(memory));
  memcpy(memory + x_at, x, (size_t)(p->cin * p->lin));
  if (kernel->packed)
    set_tested.conv1d_packed_s8(p, memory + x_at, (const uint8_t *)rows, &codes,
                                bias_table, scale_table, memory + y_at,
                                memory + scratch_at);
  else
    set_tested.conv1d_s8(p, memory + x_at, packed, bias, mult, shift,
                         memory + y_at, memory + scratch_at);
  int32_t differ = 0;
  for (int32_t i = 0; i < p->cout * p->lpool; ++i)
    differ += memory[y_at + i] != y_ref[i];
  return differ;
}

/// x is somewhere in the middle; what it shares no bytes with is behind all.
static void run(const ecg_conv1d_s8_params_t *p, const kernel_t *kernel) {
  const int32_t in = p->cin * p->lin, out = p->cout * p->lpool;
  const int32_t bytes = (int32_t)kernel->scratch_bytes(p);
  const int32_t output = kernel->output_ahead(p);
  const int32_t scratch = kernel->scratch_ahead(p);
  CHECK(bytes <= SCRATCH);
  if (output != ECG_RT_APART && output < out) {
    const int32_t ahead = output < -in ? -in : output;
    const int32_t x_at = ahead > 0 ? ahead : 0, y_at = x_at - ahead;
    const int32_t end = (X + Y + 7) / 8 * 8;
    CHECK_EQ(differences(p, kernel, x_at, y_at, end), 0);
    ++shared;
    if (output > -in) {
      ++nearer;
      broken += differences(p, kernel, x_at + 1, y_at + 2, end) > 0;
    }
  }
  if (scratch != ECG_RT_APART && scratch < bytes) {
    const int32_t ahead = scratch < -in ? -in : scratch;
    const int32_t base = ahead < 0 ? (3 - ahead) / 4 * 4 : 0;
    const int32_t x_at = base + ahead, end = SCRATCH + X;
    CHECK_EQ(differences(p, kernel, x_at, end, base), 0);
    ++shared;
    if (scratch > -in && x_at > 0) {
      ++nearer;
      broken += differences(p, kernel, x_at - 1, end, base) > 0;
    }
  }
}

static void run_both(rng_t *rng, ecg_conv1d_s8_params_t *p) {
  const kernel_t kernels[2] = {{set_tested.conv1d_s8_output_ahead,
                                set_tested.conv1d_s8_scratch_ahead,
                                set_tested.conv1d_s8_scratch_bytes, 0},
                               {set_tested.conv1d_packed_s8_output_ahead,
                                set_tested.conv1d_packed_s8_scratch_ahead,
                                set_tested.conv1d_packed_s8_scratch_bytes, 1}};
  p->in_last = p->groups == 1 && rng_int(rng, 0, 2) > 0;
  p->out_last = p->groups == 1 && rng_int(rng, 0, 2) > 0;
  rng_fill_s8(rng, x, p->cin * p->lin, -128, 127);
  rng_fill_s8(rng, w, p->cout * (p->cin / p->groups) * p->kernel, -127, 127);
  draw_packed_tables(rng, p->cout);
  set_ref.conv1d_s8(p, x, w, bias, mult, shift, y_ref, NULL);
  set_tested.conv1d_s8_pack(p, w, packed);
  set_tested.conv1d_packed_s8_pack(p, w, rows);
  for (int32_t k = 0; k < 2; ++k)
    run(p, &kernels[k]);
}

int main(void) {
  rng_t rng = {909};
  ecg_conv1d_s8_params_t p;
  CHECK(set_ref.conv1d_s8_output_ahead == NULL); // channel after channel
  for (int32_t round = 0; round < ROUNDS; ++round) {
    draw_conv1d(&rng, 9, 40, &p);
    run_both(&rng, &p);
  }
  for (int32_t round = 0; round < ROUNDS / 4; ++round) {
    draw_conv1d(&rng, 6, 3000, &p);
    run_both(&rng, &p);
  }
  CHECK(shared > ROUNDS);
  CHECK(broken > nearer / 10);
  return check_result();
}
