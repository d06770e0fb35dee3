// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// conv1d_s8.h with weights that are unpacked for each tile of the input
// (contract: packed.h): by vectors, or by the dot products of the cortex-m set,
// as there.
#ifndef ECG_RT_CORTEX_M55_CONV1D_PACKED_S8_H
#define ECG_RT_CORTEX_M55_CONV1D_PACKED_S8_H

#include "conv1d_packed_dot_s8.h"
#include "conv1d_packed_vector_s8.h"
#include "conv1d_s8.h"

static inline ecg_conv1d_packed_s8_fn ecg_conv1d_packed_s8;
static inline ecg_conv1d_s8_bytes_fn ecg_conv1d_packed_s8_scratch_bytes;
static inline ecg_conv1d_s8_bytes_fn ecg_conv1d_packed_s8_packed_bytes;
static inline ecg_conv1d_s8_pack_fn ecg_conv1d_packed_s8_pack;

ECG_RT_INLINE size_t
ecg_conv1d_packed_s8_scratch_bytes(const ecg_conv1d_s8_params_t *p) {
  return ecg_conv1d_s8_in_vectors(p) ? ecg_conv1d_packed_vector_scratch_bytes(p)
                                     : ecg_conv1d_packed_dot_scratch_bytes(p);
}

ECG_RT_INLINE size_t
ecg_conv1d_packed_s8_packed_bytes(const ecg_conv1d_s8_params_t *p) {
  return ecg_conv1d_s8_in_vectors(p) ? ecg_conv1d_packed_vector_packed_bytes(p)
                                     : ecg_conv1d_packed_dot_packed_bytes(p);
}

ECG_RT_INLINE void ecg_conv1d_packed_s8_pack(const ecg_conv1d_s8_params_t *p,
                                             const int8_t *w, int8_t *packed) {
  if (ecg_conv1d_s8_in_vectors(p))
    ecg_conv1d_packed_vector_pack(p, w, packed);
  else
    ecg_conv1d_packed_dot_pack(p, w, packed);
}

ECG_RT_SPECIALIZE void ecg_conv1d_packed_s8(
    const ecg_conv1d_packed_s8_params_t *p, const int8_t *ECG_RT_RESTRICT x,
    const uint8_t *ECG_RT_RESTRICT w, const uint8_t *ECG_RT_RESTRICT codes,
    const uint8_t *ECG_RT_RESTRICT bias, const uint8_t *ECG_RT_RESTRICT scale,
    int8_t *ECG_RT_RESTRICT y, void *scratch) {
  if (ecg_conv1d_s8_in_vectors(p))
    ecg_conv1d_packed_vector(p, x, w, codes, bias, scale, y, scratch);
  else
    ecg_conv1d_packed_dot(p, x, w, codes, bias, scale, y, scratch);
}

#endif // ECG_RT_CORTEX_M55_CONV1D_PACKED_S8_H
