// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A firmware around the emitted model rhythmnet: proves at start-up that the
// model computes here what it computed on the development machine, then names
// the rhythm of eight seconds of ECG.
#include "port.h"
#include "rhythmnet.h"

static const char *const rhythms[] = RHYTHMNET_CLASS_NAMES;

// An array of the widest integer is aligned for the arena.
static uint64_t arena[(RHYTHMNET_ARENA_BYTES + 7) / 8];
static float ecg[RHYTHMNET_ECG_LEN];
static float logits[RHYTHMNET_LOGITS_LEN];

// A triangle of `height` around `centre`, zero `width` samples away from it.
static float wave(int at, int centre, int width, float height) {
  const int distance = at > centre ? at - centre : centre - at;
  return distance < width ? height * (float)(width - distance) / (float)width
                          : 0.0f;
}

// Stands for an ADC: P, R, S and T of 77 beats a minute, in counts.
static void sample_ecg(float *samples) {
  for (int i = 0; i < RHYTHMNET_ECG_LEN; ++i) {
    const int at = i % 100;
    samples[i] = wave(at, 20, 5, 25.0f) + wave(at, 40, 3, 220.0f) +
                 wave(at, 44, 2, -60.0f) + wave(at, 72, 11, 60.0f);
  }
}

static int largest(const float *values, int count) {
  int best = 0;
  for (int i = 1; i < count; ++i)
    if (values[i] > values[best])
      best = i;
  return best;
}

int main(void) {
  const int status = rhythmnet_self_test(arena, logits);
  port_puts(status == ECG_RT_OK ? "self test passed\n" : "self test FAILED\n");
  if (status != ECG_RT_OK)
    return 1;
  sample_ecg(ecg);
  rhythmnet_normalize(ecg, ecg, RHYTHMNET_ECG_LEN);
  if (rhythmnet_run(arena, ecg, logits) != ECG_RT_OK)
    return 1;
  port_puts("rhythm: ");
  port_puts(rhythms[largest(logits, RHYTHMNET_LOGITS_LEN)]);
  port_puts("\n");
  return 0;
}
