// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Per-channel affine map of int16 (contract: scale_shift.h).
#ifndef ECG_RT_REF_SCALE_SHIFT_S16_H
#define ECG_RT_REF_SCALE_SHIFT_S16_H

#include "scale_shift_quantized.h"

ECG_RT_DEFINE_SCALE_SHIFT(s16, int16_t)

#endif // ECG_RT_REF_SCALE_SHIFT_S16_H
