// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Running sums (contract: cum_sum_list.h).
#ifndef ECG_RT_REF_CUM_SUM_H
#define ECG_RT_REF_CUM_SUM_H

#include "cum_sum_list.h"

#define ECG_RT_DEFINE_CUM_SUM(function, suffix, type, sum)                     \
  ECG_RT_INLINE void ecg_##function##_##suffix(const ecg_cum_sum_params_t *p,  \
                                               const type *in, type *out) {    \
    for (int32_t o = 0; o < p->outer; ++o)                                     \
      for (int32_t i = 0; i < p->inner; ++i) {                                 \
        sum acc = 0;                                                           \
        for (int32_t j = 0; j < p->n; ++j) {                                   \
          const int32_t row = p->reverse ? p->n - 1 - j : j;                   \
          const int32_t at = (o * p->n + row) * p->inner + i;                  \
          const sum next = acc + (sum)in[at];                                  \
          out[at] = (type)(p->exclusive ? acc : next);                         \
          acc = next;                                                          \
        }                                                                      \
      }                                                                        \
  }
ECG_RT_CUM_SUM_KERNELS(ECG_RT_DEFINE_CUM_SUM)
#undef ECG_RT_DEFINE_CUM_SUM

#endif // ECG_RT_REF_CUM_SUM_H
