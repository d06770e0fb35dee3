// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Padding and cropping of int16 (contract: pad.h).
#ifndef ECG_RT_REF_PAD_S16_H
#define ECG_RT_REF_PAD_S16_H

#include "pad_quantized.h"

ECG_RT_DEFINE_PAD(s16, int16_t)

#endif // ECG_RT_REF_PAD_S16_H
