// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Status codes and the self test of the emitted rhythmnet, seen by a caller.
#include "rhythmnet.h"
#include <stdio.h>

static uint64_t arena[(RHYTHMNET_ARENA_BYTES + 7) / 8 + 1];
static float ecg[RHYTHMNET_ECG_LEN], logits[RHYTHMNET_LOGITS_LEN];

int main(void) {
  printf("no arena %d\n", rhythmnet_run(NULL, ecg, logits));
  printf("no input %d\n", rhythmnet_run(arena, NULL, logits));
  printf("no output %d\n", rhythmnet_run(arena, ecg, NULL));
  printf("misaligned %d\n", rhythmnet_run((char *)arena + 1, ecg, logits));
  printf("run %d\n", rhythmnet_run(arena, ecg, logits));
  printf("no test output %d\n", rhythmnet_self_test(arena, NULL));
  printf("self test %d\n", rhythmnet_self_test(arena, logits));
  return 0;
}
