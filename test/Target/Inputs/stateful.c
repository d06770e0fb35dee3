// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A signal in one piece, and in two halves that hand the state on: the same
// bits, and others without the state.
#include "halves/part.h"
#include "whole/whole.h"
#include <stdio.h>
#include <string.h>

static uint64_t arena[(WHOLE_ARENA_BYTES + PART_ARENA_BYTES + 7) / 8];
static uint64_t state[(WHOLE_STATE_BYTES + 7) / 8];
static float x[WHOLE_X_LEN], y[WHOLE_Y_LEN], z[WHOLE_Z_LEN];
static float last[WHOLE_LAST_LEN];
static float yh[WHOLE_Y_LEN], zh[WHOLE_Z_LEN], last_h[WHOLE_LAST_LEN];

static void halves(int keep) {
  for (int i = 0; i < 2; ++i) {
    if (i == 0 || !keep)
      memset(state, 0, sizeof(state));
    part_run(arena, state, x + i * PART_X_LEN, yh + i * PART_Y_LEN,
             zh + i * PART_Z_LEN, last_h);
  }
}

static int same(void) {
  return !memcmp(y, yh, sizeof(y)) && !memcmp(z, zh, sizeof(z)) &&
         !memcmp(last, last_h, sizeof(last));
}

int main(void) {
  for (int i = 0; i < WHOLE_X_LEN; ++i)
    x[i] = (float)((i * 37 + 11) % 41 - 20) / 20;
  printf("bytes %d %d\n", WHOLE_STATE_BYTES, PART_STATE_BYTES);
  printf("no state %d\n", whole_run(arena, NULL, x, y, z, last));
  printf("misaligned %d\n",
         whole_run(arena, (char *)state + 1, x, y, z, last));
  printf("run %d\n", whole_run(arena, state, x, y, z, last));
  halves(1);
  printf("halves with state: %s\n", same() ? "same" : "different");
  halves(0);
  printf("halves without state: %s\n", same() ? "same" : "different");
  printf("self test %d\n", whole_self_test(arena, state, y, z, last));
  return 0;
}
