// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Multiplication with broadcasting and fused clamp of int16 (contract: mul.h).
#ifndef ECG_RT_REF_MUL_S16_H
#define ECG_RT_REF_MUL_S16_H

#include "mul_quantized.h"

ECG_RT_DEFINE_MUL(s16, int16_t)

#endif // ECG_RT_REF_MUL_S16_H
