// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Addition with broadcasting and fused clamp of int8 (contract: add.h).
#ifndef ECG_RT_REF_ADD_S8_H
#define ECG_RT_REF_ADD_S8_H

#include "add_quantized.h"

ECG_RT_DEFINE_ADD(s8, int8_t, int32_t)

#endif // ECG_RT_REF_ADD_S8_H
