// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Multiplication with broadcasting and fused clamp of int8 (contract: mul.h).
#ifndef ECG_RT_REF_MUL_S8_H
#define ECG_RT_REF_MUL_S8_H

#include "mul_quantized.h"

ECG_RT_DEFINE_MUL(s8, int8_t)

#endif // ECG_RT_REF_MUL_S8_H
