// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The emitted rhythmnet with its input in the arena, seen by a caller.
#include "rhythmnet.h"
#include <stdio.h>
#include <string.h>

static uint64_t arena[(RHYTHMNET_ARENA_BYTES + 7) / 8];
static int8_t ecg[RHYTHMNET_ECG_LEN];
static int8_t first[RHYTHMNET_LOGITS_LEN], second[RHYTHMNET_LOGITS_LEN];

static int run(int8_t *logits) {
  memcpy(rhythmnet_ecg_input(arena), ecg, sizeof(ecg));
  return rhythmnet_run(arena, logits);
}

int main(void) {
  for (int i = 0; i < RHYTHMNET_ECG_LEN; ++i)
    ecg[i] = (int8_t)(i * i % 251 - 125);
  printf("no arena %d\n", rhythmnet_run(NULL, first));
  printf("no output %d\n", rhythmnet_run(arena, NULL));
  printf("run %d\n", run(first));
  printf("overwritten %d\n",
         memcmp(rhythmnet_ecg_input(arena), ecg, sizeof(ecg)) != 0);
  run(second);
  printf("again: %s\n",
         memcmp(first, second, sizeof(first)) ? "other" : "same");
  printf("self test %d\n", rhythmnet_self_test(arena, first));
  return 0;
}
