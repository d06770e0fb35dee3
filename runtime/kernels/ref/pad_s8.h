// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Padding and cropping of int8 (contract: pad.h).
#ifndef ECG_RT_REF_PAD_S8_H
#define ECG_RT_REF_PAD_S8_H

#include "pad_quantized.h"

ECG_RT_DEFINE_PAD(s8, int8_t)

#endif // ECG_RT_REF_PAD_S8_H
