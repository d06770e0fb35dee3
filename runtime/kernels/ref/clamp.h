// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Clamping of float activations.
#ifndef ECG_RT_REF_CLAMP_H
#define ECG_RT_REF_CLAMP_H

#include "ecg_rt.h"

/// v limited to [lo, hi]; a NaN stays.
ECG_RT_INLINE float ecg_clamp_f32(float v, float lo, float hi) {
  return v < lo ? lo : v > hi ? hi : v;
}

#endif // ECG_RT_REF_CLAMP_H
