// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// 2-D convolution with fused clamp of int16 (contract: conv2d.h).
#ifndef ECG_RT_REF_CONV2D_S16_H
#define ECG_RT_REF_CONV2D_S16_H

#include "conv2d_quantized.h"

ECG_RT_DEFINE_CONV2D(s16, int16_t, int64_t, ecg_requant_wide)

#endif // ECG_RT_REF_CONV2D_S16_H
