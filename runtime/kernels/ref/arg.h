// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Index of the largest or smallest element (contract: arg_list.h).
#ifndef ECG_RT_REF_ARG_H
#define ECG_RT_REF_ARG_H

#include "arg_list.h"

#define ECG_RT_DEFINE_ARG(function, suffix, type, better)                      \
  ECG_RT_INLINE void ecg_##function##_##suffix(const ecg_arg_params_t *p,      \
                                               const type *in, int64_t *out) { \
    for (int32_t o = 0; o < p->outer; ++o)                                     \
      for (int32_t i = 0; i < p->inner; ++i) {                                 \
        const type *row = in + o * p->n * p->inner + i;                        \
        type best = *row;                                                      \
        int32_t index = 0;                                                     \
        for (int32_t j = 1; j < p->n; ++j) {                                   \
          const type x = row[j * p->inner];                                    \
          if ((better) || (p->last && x == best)) {                            \
            best = x;                                                          \
            index = j;                                                         \
          }                                                                    \
        }                                                                      \
        *out++ = index;                                                        \
      }                                                                        \
  }
ECG_RT_ARG_KERNELS(ECG_RT_DEFINE_ARG)
#undef ECG_RT_DEFINE_ARG

#endif // ECG_RT_REF_ARG_H
