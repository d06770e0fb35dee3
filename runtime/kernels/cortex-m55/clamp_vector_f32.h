// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Clamping of vectors of float activations.
#ifndef ECG_RT_CORTEX_M55_CLAMP_VECTOR_F32_H
#define ECG_RT_CORTEX_M55_CLAMP_VECTOR_F32_H

#include "mve.h"
#include <math.h>

#if ECG_MVE_FLOAT

/// v limited to [lo, hi]; what limits nothing costs nothing.
ECG_RT_ALWAYS_INLINE float32x4_t ecg_mve_clamp_f32(float32x4_t v, float lo,
                                                   float hi) {
  if (lo > -INFINITY)
    v = vmaxnmq_f32(v, vdupq_n_f32(lo));
  if (hi < INFINITY)
    v = vminnmq_f32(v, vdupq_n_f32(hi));
  return v;
}

#endif

#endif // ECG_RT_CORTEX_M55_CLAMP_VECTOR_F32_H
