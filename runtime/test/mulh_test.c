// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The high word of a product by halves, which only Armv6-M uses, against the
// 64-bit product on any machine.
#include "check.h"
#include "scalar.h"

static void compare(int32_t a, int32_t b) {
  CHECK_EQ(ecg_mulh_by_halves(a, b), (int32_t)((int64_t)a * b >> 32));
}

int main(void) {
  const int32_t edges[] = {INT32_MIN, INT32_MIN + 1, -65537,   -65536, -65535,
                           -32769,    -32768,        -1,       0,      1,
                           32767,     32768,         65535,    65536,  65537,
                           1 << 30,   INT32_MAX - 1, INT32_MAX};
  enum { N = sizeof(edges) / sizeof(edges[0]) };
  for (int32_t i = 0; i < N; ++i)
    for (int32_t j = 0; j < N; ++j)
      compare(edges[i], edges[j]);
  rng_t rng = {31};
  for (int32_t round = 0; round < 100000; ++round) {
    const int32_t a = rng_int(&rng, INT32_MIN, INT32_MAX);
    compare(a, rng_int(&rng, INT32_MIN, INT32_MAX));
    compare(a >> rng_int(&rng, 0, 31), rng_int(&rng, 1 << 30, INT32_MAX));
  }
  return check_result();
}
