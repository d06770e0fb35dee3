// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Quantized elements to float of int16 (contract: quantize.h).
#ifndef ECG_RT_REF_DEQUANTIZE_S16_H
#define ECG_RT_REF_DEQUANTIZE_S16_H

#include "dequantize_quantized.h"

ECG_RT_DEFINE_DEQUANTIZE(s16, int16_t)

#endif // ECG_RT_REF_DEQUANTIZE_S16_H
