// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Max-pooling of int8 (contract: max_pool.h).
#ifndef ECG_RT_REF_MAX_POOL_S8_H
#define ECG_RT_REF_MAX_POOL_S8_H

#include "max_pool_quantized.h"

ECG_RT_DEFINE_MAX_POOL(s8, int8_t, INT8_MIN)

#endif // ECG_RT_REF_MAX_POOL_S8_H
