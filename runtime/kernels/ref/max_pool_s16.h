// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Max-pooling of int16 (contract: max_pool.h).
#ifndef ECG_RT_REF_MAX_POOL_S16_H
#define ECG_RT_REF_MAX_POOL_S16_H

#include "max_pool_quantized.h"

ECG_RT_DEFINE_MAX_POOL(s16, int16_t, INT16_MIN)

#endif // ECG_RT_REF_MAX_POOL_S16_H
