// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Instructions of the integer layers of ECGNet by the kernels of the set on the
// include path against the loops that one writes down first, with the same
// constant parameters and the same compiler flags; fails above LIMIT percent of
// them, and where results differ.
#include "check.h"
#include "conv1d_s8.h"
#include "ecgnet_layers.h"
#include "linear_s8.h"

enum { WEIGHTS = 24000, BUFFER = 14400, CHANNELS = 72 };
static int8_t plain[WEIGHTS], packed[WEIGHTS] ECG_RT_ALIGNED(8);
static int8_t x[BUFFER], y[BUFFER];
// Of the loops: channels last, and every position before the pool.
static int8_t plain_last[WEIGHTS], x_last[BUFFER], every[BUFFER],
    y_last[BUFFER];
static int32_t bias[CHANNELS], mult[CHANNELS], scratch[4096];
static int8_t shift[CHANNELS];
static uint32_t total, total_naive;

/// Every position by all taps that are not padding, then the pool. Channels are
/// last, which takes fewer instructions than channels first.
ECG_RT_ALWAYS_INLINE void naive_conv1d_s8(const ecg_conv1d_s8_params_t *p) {
  for (int32_t q = 0; q < p->lout; ++q)
    for (int32_t c = 0; c < p->cout; ++c) {
      int32_t acc = bias[c];
      for (int32_t k = 0; k < p->kernel; ++k) {
        const int32_t t = q * p->stride - p->pad_left + k;
        if (t < 0 || t >= p->lin)
          continue;
        for (int32_t i = 0; i < p->cin; ++i)
          acc += plain_last[(c * p->kernel + k) * p->cin + i] *
                 (x_last[t * p->cin + i] - p->in_zp);
      }
      every[q * p->cout + c] =
          ecg_clamp_s8(p->out_zp + ecg_requant(acc, mult[c], shift[c]),
                       p->act_min, p->act_max);
    }
  for (int32_t j = 0; j < p->lpool; ++j)
    for (int32_t c = 0; c < p->cout; ++c) {
      int8_t best = INT8_MIN;
      for (int32_t k = 0; k < p->pool_kernel; ++k) {
        const int8_t v = every[(j * p->pool_stride + k) * p->cout + c];
        best = v > best ? v : best;
      }
      y_last[j * p->cout + c] = best;
    }
}

ECG_RT_ALWAYS_INLINE void naive_linear_s8(const ecg_linear_s8_params_t *p) {
  for (int32_t o = 0; o < p->out_features; ++o) {
    int32_t acc = bias[o];
    for (int32_t i = 0; i < p->in_features; ++i)
      acc += plain_last[o * p->in_features + i] * (x_last[i] - p->in_zp);
    y_last[o] = ecg_clamp_s8(p->out_zp + ecg_requant(acc, mult[o], shift[o]),
                             p->act_min, p->act_max);
  }
}

/// to[..][n][m] is from[..][m][n].
static void transpose(const int8_t *from, int32_t count, int32_t m, int32_t n,
                      int8_t *to) {
  for (int32_t c = 0; c < count; ++c)
    for (int32_t i = 0; i < m; ++i)
      for (int32_t j = 0; j < n; ++j)
        to[(c * n + j) * m + i] = from[(c * m + i) * n + j];
}

static void report(const char *name, uint32_t naive, uint32_t count) {
  total_naive += naive;
  total += count;
  port_puts(name);
  port_puts(" instructions naive ");
  port_put_int((int32_t)naive);
  port_puts(" set ");
  port_put_int((int32_t)count);
  port_puts("\n");
}

/// A layer both ways. Inputs, weights and outputs are `inputs`, `rows` and
/// `outputs` channels of the rest.
#define LAYER(kind, name, inputs, in, rows, taps, outputs, out)                \
  ECG_RT_NOINLINE void naive_##name(void) { naive_##kind(&name); }             \
  ECG_RT_NOINLINE void set_##name(void) {                                      \
    ecg_##kind(&name, x, packed, bias, mult, shift, y, scratch);               \
  }                                                                            \
  static void measure_##name(void) {                                           \
    transpose(x, 1, inputs, in, x_last);                                       \
    transpose(plain, rows, inputs, taps, plain_last);                          \
    ecg_##kind##_pack(&name, plain, packed);                                   \
    const uint32_t start = port_instructions();                                \
    naive_##name();                                                            \
    const uint32_t middle = port_instructions();                               \
    set_##name();                                                              \
    report(#name, middle - start, port_instructions() - middle);               \
    transpose(y, 1, outputs, out, every);                                      \
    CHECK_ARRAY(every, y_last, (outputs) * (out));                             \
  }
#define CONV1D(name)                                                           \
  LAYER(conv1d_s8, name, name.cin, name.lin, name.cout, name.kernel,           \
        name.cout, name.lpool)
#define LINEAR(name)                                                           \
  LAYER(linear_s8, name, name.in_features, 1, name.out_features, 1,            \
        name.out_features, 1)
CONV1D(c0)
CONV1D(c1)
CONV1D(c2)
CONV1D(c3)
CONV1D(c4)
CONV1D(c5)
CONV1D(c6)
LINEAR(f0)
LINEAR(f1)

int main(void) {
  rng_t rng = {4711};
  for (int32_t i = 0; i < WEIGHTS; ++i)
    plain[i] = (int8_t)rng_int(&rng, -127, 127);
  for (int32_t i = 0; i < BUFFER; ++i)
    x[i] = (int8_t)rng_int(&rng, -128, 127);
  for (int32_t c = 0; c < CHANNELS; ++c) {
    bias[c] = rng_int(&rng, -20000, 20000);
    mult[c] = rng_int(&rng, 1 << 30, INT32_MAX);
    shift[c] = 41;
  }
  measure_c0();
  measure_c1();
  measure_c2();
  measure_c3();
  measure_c4();
  measure_c5();
  measure_c6();
  measure_f0();
  measure_f1();
  report("total", total_naive, total);
  const uint32_t percent = total / (total_naive / 100);
  port_puts("percent of naive ");
  port_put_int((int32_t)percent);
  port_puts("\n");
  CHECK(percent <= LIMIT);
  return check_result();
}
