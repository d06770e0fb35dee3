// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// 1-D int8 convolution with fused max-pool for Helium (contract: conv1d.h): by
// vectors (conv1d_vector_s8.h), or where a group has but one output channel, as
// in a depthwise convolution, by the dot products of the cortex-m set, which
// store no zeros for channels that are not there.
#ifndef ECG_RT_CORTEX_M55_CONV1D_S8_H
#define ECG_RT_CORTEX_M55_CONV1D_S8_H

#include "conv1d_dot_s8.h"
#include "conv1d_vector_s8.h"

static inline ecg_conv1d_s8_fn ecg_conv1d_s8;
static inline ecg_conv1d_s8_bytes_fn ecg_conv1d_s8_scratch_bytes;
static inline ecg_conv1d_s8_bytes_fn ecg_conv1d_s8_packed_bytes;
static inline ecg_conv1d_s8_pack_fn ecg_conv1d_s8_pack;

/// Whether vectors are worth their zeros; their places in a row of the input
/// are 16 bits (ecg_mve_spread).
ECG_RT_ALWAYS_INLINE int
ecg_conv1d_s8_in_vectors(const ecg_conv1d_s8_params_t *p) {
  return (p->cout > p->groups || p->groups == 1) &&
         p->cin / p->groups <= UINT16_MAX / 8;
}

ECG_RT_INLINE size_t
ecg_conv1d_s8_scratch_bytes(const ecg_conv1d_s8_params_t *p) {
  return ecg_conv1d_s8_in_vectors(p) ? ecg_conv1d_vector_scratch_bytes(p)
                                     : ecg_conv1d_dot_scratch_bytes(p);
}

ECG_RT_INLINE size_t
ecg_conv1d_s8_packed_bytes(const ecg_conv1d_s8_params_t *p) {
  return ecg_conv1d_s8_in_vectors(p) ? ecg_conv1d_vector_packed_bytes(p)
                                     : ecg_conv1d_dot_packed_bytes(p);
}

ECG_RT_INLINE void ecg_conv1d_s8_pack(const ecg_conv1d_s8_params_t *p,
                                      const int8_t *w, int8_t *packed) {
  if (ecg_conv1d_s8_in_vectors(p))
    ecg_conv1d_vector_pack(p, w, packed);
  else
    ecg_conv1d_dot_pack(p, w, packed);
}

ECG_RT_SPECIALIZE void ecg_conv1d_s8(const ecg_conv1d_s8_params_t *p,
                                     const int8_t *ECG_RT_RESTRICT x,
                                     const int8_t *ECG_RT_RESTRICT w,
                                     const int32_t *ECG_RT_RESTRICT bias,
                                     const int32_t *ECG_RT_RESTRICT mult,
                                     const int8_t *ECG_RT_RESTRICT shift,
                                     int8_t *ECG_RT_RESTRICT y, void *scratch) {
  if (ecg_conv1d_s8_in_vectors(p))
    ecg_conv1d_vector(p, x, w, bias, mult, shift, y, scratch);
  else
    ecg_conv1d_dot(p, x, w, bias, mult, shift, y, scratch);
}

#endif // ECG_RT_CORTEX_M55_CONV1D_S8_H
