// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Quantized elements to float of int8 (contract: quantize.h).
#ifndef ECG_RT_REF_DEQUANTIZE_S8_H
#define ECG_RT_REF_DEQUANTIZE_S8_H

#include "dequantize_quantized.h"

ECG_RT_DEFINE_DEQUANTIZE(s8, int8_t)

#endif // ECG_RT_REF_DEQUANTIZE_S8_H
