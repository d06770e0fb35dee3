// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Functions of one element (contract: unary_list.h).
#ifndef ECG_RT_REF_UNARY_H
#define ECG_RT_REF_UNARY_H

#include "unary_list.h"
#include <math.h>

#define ECG_RT_DEFINE_UNARY(function, suffix, type, value)                     \
  ECG_RT_INLINE void ecg_##function##_##suffix(const ecg_unary_params_t *p,    \
                                               const type *in, type *out) {    \
    for (int32_t i = 0; i < p->n; ++i) {                                       \
      const type x = in[i];                                                    \
      out[i] = (value);                                                        \
    }                                                                          \
  }
ECG_RT_UNARY_KERNELS(ECG_RT_DEFINE_UNARY)
#undef ECG_RT_DEFINE_UNARY

#endif // ECG_RT_REF_UNARY_H
