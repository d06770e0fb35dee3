// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// 2-D convolution with fused clamp of int8 (contract: conv2d.h).
#ifndef ECG_RT_REF_CONV2D_S8_H
#define ECG_RT_REF_CONV2D_S8_H

#include "conv2d_quantized.h"

ECG_RT_DEFINE_CONV2D(s8, int8_t, int32_t, ecg_requant)

#endif // ECG_RT_REF_CONV2D_S8_H
