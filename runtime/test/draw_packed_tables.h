// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Random tables of output channels, plain and packed.
#ifndef ECG_RT_TEST_DRAW_PACKED_TABLES_H
#define ECG_RT_TEST_DRAW_PACKED_TABLES_H

#include "check.h"
#include <string.h>

/// Channels at most.
enum { C = 256 };

static int32_t bias[C], mult[C];
static int8_t shift[C];
/// The same as @packed_bias of 32 bits and @packed_scale with a multiplier a
/// row.
static uint8_t bias_table[1 + 4 * C], scale_table[1 + 5 * C];

static inline void draw_packed_tables(rng_t *rng, int32_t channels) {
  bias_table[0] = 32;
  scale_table[0] = 0;
  for (int32_t c = 0; c < channels; ++c) {
    bias[c] = rng_int(rng, -1000000, 1000000);
    mult[c] = rng_int(rng, 1 << 30, INT32_MAX);
    shift[c] = (int8_t)rng_int(rng, 33, 46);
    memcpy(bias_table + 1 + 4 * c, &bias[c], 4);
    memcpy(scale_table + 1 + 5 * c, &mult[c], 4);
    memcpy(scale_table + 5 + 5 * c, &shift[c], 1);
  }
}

#endif // ECG_RT_TEST_DRAW_PACKED_TABLES_H
