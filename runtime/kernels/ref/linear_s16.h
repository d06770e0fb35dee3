// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Fully connected layer with fused clamp of int16 (contract: linear.h).
#ifndef ECG_RT_REF_LINEAR_S16_H
#define ECG_RT_REF_LINEAR_S16_H

#include "linear_quantized.h"

ECG_RT_DEFINE_LINEAR(s16, int16_t, int64_t, ecg_requant_wide)

#endif // ECG_RT_REF_LINEAR_S16_H
