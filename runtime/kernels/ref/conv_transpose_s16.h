// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Transposed convolution with fused clamp of int16 (contract:
// conv_transpose.h).
#ifndef ECG_RT_REF_CONV_TRANSPOSE_S16_H
#define ECG_RT_REF_CONV_TRANSPOSE_S16_H

#include "conv_transpose_quantized.h"

ECG_RT_DEFINE_CONV_TRANSPOSE(s16, int16_t, int64_t, ecg_requant_wide)

#endif // ECG_RT_REF_CONV_TRANSPOSE_S16_H
