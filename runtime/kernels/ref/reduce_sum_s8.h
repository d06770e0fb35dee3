// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Sums and means of int8 (contract: reduce_list.h).
#ifndef ECG_RT_REF_REDUCE_SUM_S8_H
#define ECG_RT_REF_REDUCE_SUM_S8_H

#include "reduce_sum_quantized.h"

ECG_RT_DEFINE_REDUCE_SUM(s8, int8_t)

#endif // ECG_RT_REF_REDUCE_SUM_S8_H
