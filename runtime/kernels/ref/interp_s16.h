// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Interpolation along one axis of int16 (contract: interp.h).
#ifndef ECG_RT_REF_INTERP_S16_H
#define ECG_RT_REF_INTERP_S16_H

#include "interp_quantized.h"

ECG_RT_DEFINE_INTERP(s16, int16_t)

#endif // ECG_RT_REF_INTERP_S16_H
