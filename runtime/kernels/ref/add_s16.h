// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Addition with broadcasting and fused clamp of int16 (contract: add.h).
#ifndef ECG_RT_REF_ADD_S16_H
#define ECG_RT_REF_ADD_S16_H

#include "add_quantized.h"

ECG_RT_DEFINE_ADD(s16, int16_t, int64_t)

#endif // ECG_RT_REF_ADD_S16_H
