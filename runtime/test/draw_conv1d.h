// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Random 1-D convolutions for the tests of kernel sets.
#ifndef ECG_RT_TEST_DRAW_CONV1D_H
#define ECG_RT_TEST_DRAW_CONV1D_H

#include "check.h"
#include "conv1d.h"
#include <string.h>

/// Elements of input, weights and output at most.
enum { X = 24000, W = 40000, Y = 8000 };

static inline void fill_activation(rng_t *rng, int32_t *out_zp,
                                   int32_t *act_min, int32_t *act_max) {
  *out_zp = rng_int(rng, -128, 127);
  *act_min = rng_int(rng, 0, 1) ? -128 : rng_int(rng, -128, 127);
  *act_max = rng_int(rng, 0, 1) ? 127 : rng_int(rng, *act_min, 127);
}

/// As draw_conv1d; 0 where the draw has no output or is too large.
static inline int try_conv1d(rng_t *rng, int32_t channels, int32_t length,
                             ecg_conv1d_s8_params_t *p) {
  memset(p, 0, sizeof(*p));
  p->groups = rng_int(rng, 0, 3) ? 1 : rng_int(rng, 2, 4);
  p->cin = p->groups * rng_int(rng, 1, channels);
  p->cout = p->groups * rng_int(rng, 1, 5);
  p->lin = rng_int(rng, 1, length);
  p->kernel = rng_int(rng, 0, 3) ? rng_int(rng, 1, 9) : rng_int(rng, 1, 70);
  p->stride = rng_int(rng, 1, 4);
  p->dilation = rng_int(rng, 0, 3) ? 1 : rng_int(rng, 2, 4);
  const int32_t span = (p->kernel - 1) * p->dilation + 1;
  p->pad_left = rng_int(rng, 0, span);
  const int32_t padded = p->lin + p->pad_left + rng_int(rng, 0, span);
  if (padded < span)
    return 0;
  p->lout = (padded - span) / p->stride + 1;
  p->pool_kernel = rng_int(rng, 0, 1) ? 1 : rng_int(rng, 1, 8);
  p->pool_stride = p->pool_kernel == 1 ? 1 : rng_int(rng, 1, 8);
  if (p->lout < p->pool_kernel)
    return 0;
  p->lpool = (p->lout - p->pool_kernel) / p->pool_stride + 1;
  p->in_zp = rng_int(rng, 0, 1) ? rng_int(rng, -128, 127) : -128;
  fill_activation(rng, &p->out_zp, &p->act_min, &p->act_max);
  return p->cin * p->lin <= X && p->cout * p->lpool <= Y &&
         p->cout * (p->cin / p->groups) * p->kernel <= W;
}

/// A random convolution with up to `channels` channels a group, kernels up to
/// 70 and lengths up to `length`.
static inline void draw_conv1d(rng_t *rng, int32_t channels, int32_t length,
                               ecg_conv1d_s8_params_t *p) {
  while (!try_conv1d(rng, channels, length, p)) {
  }
}

#endif // ECG_RT_TEST_DRAW_CONV1D_H
