// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// 1-D convolution with fused max-pool and clamp of int8 (contract: conv1d.h).
#ifndef ECG_RT_REF_CONV1D_S8_H
#define ECG_RT_REF_CONV1D_S8_H

#include "conv1d_quantized.h"

ECG_RT_DEFINE_CONV1D(s8, int8_t, int32_t, ecg_requant)

#endif // ECG_RT_REF_CONV1D_S8_H
