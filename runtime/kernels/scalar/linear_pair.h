// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Two outputs of an int8 fully connected layer at a time, so that an input is
// loaded once for both (contract: linear.h).
#ifndef ECG_RT_SCALAR_LINEAR_PAIR_H
#define ECG_RT_SCALAR_LINEAR_PAIR_H

#include "linear.h"
#include "scalar.h"

/// What a pair of outputs has, and how many of it there are: 1 or 2.
typedef struct ecg_linear_pair {
  int32_t count;
  int32_t bias[2], mult[2], shift[2];
} ecg_linear_pair_t;

/// Outputs y[0] and y[1] of every row of x, of weights w[0][in_features] and,
/// behind them, w[1]. Of one output the weights count twice.
ECG_RT_ALWAYS_INLINE void ecg_linear_pair_rows(const ecg_linear_s8_params_t *p,
                                               const ecg_linear_pair_t *pair,
                                               const int8_t *x, const int8_t *w,
                                               int8_t *y) {
  const int8_t *const w1 = pair->count == 2 ? w + p->in_features : w;
  for (int32_t r = 0; r < p->rows;
       ++r, x += p->in_features, y += p->out_features) {
    int32_t acc[2] = {pair->bias[0], pair->bias[1]};
    for (int32_t i = 0; i < p->in_features; ++i) {
      const int32_t v = x[i] - p->in_zp;
      acc[0] += w[i] * v;
      acc[1] += w1[i] * v;
    }
    for (int32_t h = 0; h < pair->count; ++h)
      y[h] = ecg_requant_s8(acc[h], pair->mult[h], pair->shift[h], p->out_zp,
                            p->act_min, p->act_max);
  }
}

#endif // ECG_RT_SCALAR_LINEAR_PAIR_H
