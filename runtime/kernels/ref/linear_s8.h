// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Fully connected layer with fused clamp of int8 (contract: linear.h).
#ifndef ECG_RT_REF_LINEAR_S8_H
#define ECG_RT_REF_LINEAR_S8_H

#include "linear_quantized.h"

ECG_RT_DEFINE_LINEAR(s8, int8_t, int32_t, ecg_requant)

#endif // ECG_RT_REF_LINEAR_S8_H
