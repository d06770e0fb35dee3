// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The k best elements (contract: top_k_list.h), by insertion into the result.
#ifndef ECG_RT_REF_TOP_K_H
#define ECG_RT_REF_TOP_K_H

#include "top_k_list.h"

#define ECG_RT_DEFINE_TOP_K(function, suffix, type, better)                    \
  ECG_RT_INLINE int ecg_##function##_##suffix##_better(type x, type other) {   \
    return better;                                                             \
  }                                                                            \
  /* Among the `count` best so far, those below x move one place down. */      \
  ECG_RT_INLINE void ecg_##function##_##suffix##_insert(                       \
      const ecg_top_k_params_t *p, type x, int32_t index, int32_t count,       \
      type *values, int64_t *indices) {                                        \
    int32_t at = count < p->k ? count : p->k;                                  \
    for (; at > 0; --at) {                                                     \
      const type other = values[(at - 1) * p->inner];                          \
      if (!ecg_##function##_##suffix##_better(x, other))                       \
        break;                                                                 \
      if (at == p->k)                                                          \
        continue;                                                              \
      values[at * p->inner] = other;                                           \
      indices[at * p->inner] = indices[(at - 1) * p->inner];                   \
    }                                                                          \
    if (at == p->k)                                                            \
      return;                                                                  \
    values[at * p->inner] = x;                                                 \
    indices[at * p->inner] = index;                                            \
  }                                                                            \
  ECG_RT_INLINE void ecg_##function##_##suffix(const ecg_top_k_params_t *p,    \
                                               const type *in, type *values,   \
                                               int64_t *indices) {             \
    for (int32_t o = 0; o < p->outer; ++o)                                     \
      for (int32_t i = 0; i < p->inner; ++i) {                                 \
        const int32_t to = o * p->k * p->inner + i;                            \
        for (int32_t j = 0; j < p->n; ++j)                                     \
          ecg_##function##_##suffix##_insert(                                  \
              p, in[(o * p->n + j) * p->inner + i], j, j, values + to,         \
              indices + to);                                                   \
      }                                                                        \
  }
ECG_RT_TOP_K_KERNELS(ECG_RT_DEFINE_TOP_K)
#undef ECG_RT_DEFINE_TOP_K

#endif // ECG_RT_REF_TOP_K_H
