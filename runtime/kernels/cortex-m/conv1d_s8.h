// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// 1-D int8 convolution with fused max-pool for the DSP instructions (contract:
// conv1d.h): by packed products (conv1d_pairs_s8.h) or by dot products
// (conv1d_dot_s8.h), whichever takes fewer instructions.
#ifndef ECG_RT_CORTEX_M_CONV1D_S8_H
#define ECG_RT_CORTEX_M_CONV1D_S8_H

#include "conv1d.h"
#include "conv1d_dot_s8.h"
#include "conv1d_pairs_s8.h"

#define ECG_RT_CONV1D_S8_SHARES 1

static inline ecg_conv1d_s8_fn ecg_conv1d_s8;
static inline ecg_conv1d_s8_bytes_fn ecg_conv1d_s8_scratch_bytes;
static inline ecg_conv1d_s8_bytes_fn ecg_conv1d_s8_packed_bytes;
static inline ecg_conv1d_s8_pack_fn ecg_conv1d_s8_pack;
static inline ecg_conv1d_s8_ahead_fn ecg_conv1d_s8_output_ahead;
static inline ecg_conv1d_s8_ahead_fn ecg_conv1d_s8_scratch_ahead;

/// Whether they pay.
ECG_RT_ALWAYS_INLINE int
ecg_conv1d_s8_in_pairs(const ecg_conv1d_s8_params_t *p) {
  if (!ecg_conv1d_pairs_possible(p))
    return 0;
  const ecg_conv1d_pairs_plan_t plan = ecg_conv1d_pairs_plan(p, ECG_PAIRS_EACH);
  const ecg_conv1d_dot_plan_t dot = ecg_conv1d_dot_plan(p);
  return ecg_conv1d_pairs_cost(p, &plan, ECG_PAIRS_EACH) <
         ecg_conv1d_dot_cost(p, &dot, 0);
}

ECG_RT_INLINE size_t
ecg_conv1d_s8_scratch_bytes(const ecg_conv1d_s8_params_t *p) {
  return ecg_conv1d_s8_in_pairs(p) ? ecg_conv1d_pairs_scratch_bytes(p)
                                   : ecg_conv1d_dot_scratch_bytes(p);
}

ECG_RT_INLINE size_t
ecg_conv1d_s8_packed_bytes(const ecg_conv1d_s8_params_t *p) {
  return ecg_conv1d_s8_in_pairs(p) ? ecg_conv1d_pairs_packed_bytes(p)
                                   : ecg_conv1d_dot_packed_bytes(p);
}

ECG_RT_INLINE void ecg_conv1d_s8_pack(const ecg_conv1d_s8_params_t *p,
                                      const int8_t *w, int8_t *packed) {
  if (ecg_conv1d_s8_in_pairs(p))
    ecg_conv1d_pairs_pack(p, w, packed);
  else
    ecg_conv1d_dot_pack(p, w, packed);
}

ECG_RT_INLINE int32_t
ecg_conv1d_s8_output_ahead(const ecg_conv1d_s8_params_t *p) {
  if (ecg_conv1d_s8_in_pairs(p)) {
    const ecg_conv1d_pairs_plan_t plan =
        ecg_conv1d_pairs_plan(p, ECG_PAIRS_EACH);
    return ecg_conv1d_pairs_output_ahead(p, &plan);
  }
  const ecg_conv1d_dot_plan_t plan = ecg_conv1d_dot_plan(p);
  return ecg_conv1d_output_ahead(p, plan.tile, 0);
}

ECG_RT_INLINE int32_t
ecg_conv1d_s8_scratch_ahead(const ecg_conv1d_s8_params_t *p) {
  if (!ecg_conv1d_s8_in_pairs(p))
    return ECG_RT_APART; // zeros are written before x is read
  const ecg_conv1d_pairs_plan_t plan = ecg_conv1d_pairs_plan(p, ECG_PAIRS_EACH);
  return ecg_conv1d_pairs_scratch_ahead(p, &plan);
}

ECG_RT_SPECIALIZE void ecg_conv1d_s8(const ecg_conv1d_s8_params_t *p,
                                     const int8_t *x,
                                     const int8_t *ECG_RT_RESTRICT w,
                                     const int32_t *ECG_RT_RESTRICT bias,
                                     const int32_t *ECG_RT_RESTRICT mult,
                                     const int8_t *ECG_RT_RESTRICT shift,
                                     int8_t *y, void *scratch) {
  if (ecg_conv1d_s8_in_pairs(p))
    ecg_conv1d_pairs(p, x, w, bias, mult, shift, y, scratch);
  else
    ecg_conv1d_dot(p, x, w, bias, mult, shift, y, scratch);
}

#endif // ECG_RT_CORTEX_M_CONV1D_S8_H
