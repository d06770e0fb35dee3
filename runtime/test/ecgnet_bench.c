// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Instructions of the layers of ECGNet (quantization of the input, 7
// convolutions with fused pools, 2 linear layers; 2,436,288 products) with
// random weights, layer by layer and in all, with scratch and stack; fails
// above a limit. Compiled with the kernels of the set on the include path, as
// generated code is: constant parameters at every call.
#include "check.h"
#include "conv1d_s8.h"
#include "ecgnet_layers.h"
#include "linear_s8.h"
#include "quantize_f32.h"

/// What `-O2` may take at most.
enum { LIMIT = 2210000 };

enum { WEIGHTS = 24000, BUFFER = 3616, CHANNELS = 72 };
static int8_t weights[9][WEIGHTS] ECG_RT_ALIGNED(8);
static float input[BUFFER];
static int8_t plain[WEIGHTS], a[BUFFER], b[BUFFER];
static int32_t bias[CHANNELS], mult[CHANNELS], scratch[4096];
static int8_t shift[CHANNELS];
static uint32_t total;

static void report(const char *name, uint32_t count, size_t bytes) {
  total += count;
  port_puts(name);
  port_puts(" instructions ");
  port_put_int((int32_t)count);
  port_puts(" scratch ");
  port_put_int((int32_t)bytes);
  port_puts("\n");
}

#define LAYER(kind, name, w, x, y)                                             \
  ECG_RT_NOINLINE void run_##name(void) {                                      \
    ecg_##kind(&name, x, w, bias, mult, shift, y, scratch);                    \
  }
ECG_RT_NOINLINE void run_q0(void) { ecg_quantize_f32(&q0, input, a); }
LAYER(conv1d_s8, c0, weights[0], a, b)
LAYER(conv1d_s8, c1, weights[1], b, a)
LAYER(conv1d_s8, c2, weights[2], a, b)
LAYER(conv1d_s8, c3, weights[3], b, a)
LAYER(conv1d_s8, c4, weights[4], a, b)
LAYER(conv1d_s8, c5, weights[5], b, a)
LAYER(conv1d_s8, c6, weights[6], a, b)
LAYER(linear_s8, f0, weights[7], b, a)
LAYER(linear_s8, f1, weights[8], a, b)

#define MEASURE(kind, name, w)                                                 \
  do {                                                                         \
    ecg_##kind##_pack(&name, plain, w);                                        \
    const uint32_t start = port_instructions();                                \
    run_##name();                                                              \
    report(#name, port_instructions() - start,                                 \
           ecg_##kind##_scratch_bytes(&name));                                 \
  } while (0)

int main(void) {
  rng_t rng = {4711};
  for (int32_t i = 0; i < WEIGHTS; ++i)
    plain[i] = (int8_t)rng_int(&rng, -127, 127);
  for (int32_t i = 0; i < BUFFER; ++i)
    input[i] = 0.01f * (float)rng_int(&rng, -600, 600);
  for (int32_t c = 0; c < CHANNELS; ++c) {
    bias[c] = rng_int(&rng, -20000, 20000);
    mult[c] = rng_int(&rng, 1 << 30, INT32_MAX);
    shift[c] = 41;
  }
  port_stack_paint();
  const uint32_t start = port_instructions();
  run_q0();
  report("q0", port_instructions() - start, 0);
  MEASURE(conv1d_s8, c0, weights[0]);
  MEASURE(conv1d_s8, c1, weights[1]);
  MEASURE(conv1d_s8, c2, weights[2]);
  MEASURE(conv1d_s8, c3, weights[3]);
  MEASURE(conv1d_s8, c4, weights[4]);
  MEASURE(conv1d_s8, c5, weights[5]);
  MEASURE(conv1d_s8, c6, weights[6]);
  MEASURE(linear_s8, f0, weights[7]);
  MEASURE(linear_s8, f1, weights[8]);
  port_puts("total instructions ");
  port_put_int((int32_t)total);
  port_puts(" stack ");
  port_put_int((int32_t)port_stack_used());
  port_puts("\n");
  return total <= LIMIT ? 0 : 1;
}
