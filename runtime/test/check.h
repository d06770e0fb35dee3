// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The little a runtime test needs: checks that report and count, and a seeded
// generator that gives the same numbers on the host and on a board.
#ifndef ECG_RT_TEST_CHECK_H
#define ECG_RT_TEST_CHECK_H

#include "port.h"

/// Reports the failing line, with what was found and what was asked for.
static int check_failures;

static inline void check_equal(const char *file, int line, const char *what,
                               int32_t found, int32_t wanted) {
  if (found == wanted)
    return;
  if (++check_failures > 20)
    return;
  port_puts(file);
  port_puts(":");
  port_put_int(line);
  port_puts(": ");
  port_puts(what);
  port_puts(" is ");
  port_put_int(found);
  port_puts(", not ");
  port_put_int(wanted);
  port_puts("\n");
}

#define CHECK_EQ(found, wanted)                                                \
  check_equal(__FILE__, __LINE__, #found, (int32_t)(found), (int32_t)(wanted))
#define CHECK(condition) CHECK_EQ(!!(condition), 1)

/// Fails where two arrays differ, naming the first place.
#define CHECK_ARRAY(found, wanted, n)                                          \
  do {                                                                         \
    for (int32_t check_i = 0; check_i < (int32_t)(n); ++check_i)               \
      if ((found)[check_i] != (wanted)[check_i]) {                             \
        CHECK_EQ((found)[check_i], (wanted)[check_i]);                         \
        port_puts("  at element ");                                            \
        port_put_int(check_i);                                                 \
        port_puts("\n");                                                       \
        break;                                                                 \
      }                                                                        \
  } while (0)

/// Fails unless found is within 2 units in the last place of wanted, which is a
/// normal number or 0.
#define CHECK_NEAR(found, wanted)                                              \
  CHECK(fabsf((found) - (wanted)) <= 2.4e-7f * fabsf(wanted))

/// The exit code of a test program.
static inline int check_result(void) {
  port_puts(check_failures ? "FAILED\n" : "passed\n");
  return check_failures ? 1 : 0;
}

typedef struct rng {
  uint32_t state;
} rng_t;

/// Uniform in [lo, hi] (xorshift32; the modulo's bias does not matter here).
static inline int32_t rng_int(rng_t *rng, int32_t lo, int32_t hi) {
  rng->state ^= rng->state << 13;
  rng->state ^= rng->state >> 17;
  rng->state ^= rng->state << 5;
  const uint32_t range = (uint32_t)hi - (uint32_t)lo + 1u;
  return (int32_t)((uint32_t)lo + (range ? rng->state % range : rng->state));
}

/// n numbers in [lo, hi]; one call in four gives only the two extremes, one in
/// eight only the lower or only the upper.
static inline void rng_fill_s8(rng_t *rng, int8_t *to, int32_t n, int32_t lo,
                               int32_t hi) {
  const int32_t kind = rng_int(rng, 0, 15);
  for (int32_t i = 0; i < n; ++i)
    to[i] = (int8_t)(kind == 0   ? lo
                     : kind == 1 ? hi
                     : kind < 6  ? (rng_int(rng, 0, 1) ? lo : hi)
                                 : rng_int(rng, lo, hi));
}

#endif // ECG_RT_TEST_CHECK_H
