// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Transposed convolution with fused clamp of int8 (contract: conv_transpose.h).
#ifndef ECG_RT_REF_CONV_TRANSPOSE_S8_H
#define ECG_RT_REF_CONV_TRANSPOSE_S8_H

#include "conv_transpose_quantized.h"

ECG_RT_DEFINE_CONV_TRANSPOSE(s8, int8_t, int32_t, ecg_requant)

#endif // ECG_RT_REF_CONV_TRANSPOSE_S8_H
