/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 * Proves at start-up that the model computes here what it computed on the
 * development machine. */
#include "rhythms.h"
#include <stdio.h>

int main(void) {
  static uint64_t arena[(RHYTHMS_ARENA_BYTES + 7) / 8];
  float logits[RHYTHMS_LOGITS_LEN];
  const int status = rhythms_self_test(arena, logits);
  printf("self test: %d, %d classes\n", status, RHYTHMS_LOGITS_LEN);
  return status == ECG_RT_OK ? 0 : 1;
}
