// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Conversions between element types (contract: cast_list.h).
#ifndef ECG_RT_REF_CAST_H
#define ECG_RT_REF_CAST_H

#include "cast_list.h"
#include "half.h"

#define ECG_RT_DEFINE_CAST(function, suffix, from_type, to_type, value)        \
  ECG_RT_INLINE void ecg_##function##_##suffix(                                \
      const ecg_cast_params_t *p, const from_type *in, to_type *out) {         \
    for (int32_t i = 0; i < p->n; ++i) {                                       \
      const from_type x = in[i];                                               \
      out[i] = (value);                                                        \
    }                                                                          \
  }
ECG_RT_CAST_KERNELS(ECG_RT_DEFINE_CAST)
#undef ECG_RT_DEFINE_CAST

#endif // ECG_RT_REF_CAST_H
