// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Per-channel affine map of int8 (contract: scale_shift.h).
#ifndef ECG_RT_REF_SCALE_SHIFT_S8_H
#define ECG_RT_REF_SCALE_SHIFT_S8_H

#include "scale_shift_quantized.h"

ECG_RT_DEFINE_SCALE_SHIFT(s8, int8_t)

#endif // ECG_RT_REF_SCALE_SHIFT_S8_H
