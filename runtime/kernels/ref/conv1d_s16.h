// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// 1-D convolution with fused max-pool and clamp of int16 (contract: conv1d.h).
#ifndef ECG_RT_REF_CONV1D_S16_H
#define ECG_RT_REF_CONV1D_S16_H

#include "conv1d_quantized.h"

ECG_RT_DEFINE_CONV1D(s16, int16_t, int64_t, ecg_requant_wide)

#endif // ECG_RT_REF_CONV1D_S16_H
