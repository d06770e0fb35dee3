// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Average-pooling of int16 (contract: avg_pool.h).
#ifndef ECG_RT_REF_AVG_POOL_S16_H
#define ECG_RT_REF_AVG_POOL_S16_H

#include "avg_pool_quantized.h"

ECG_RT_DEFINE_AVG_POOL(s16, int16_t)

#endif // ECG_RT_REF_AVG_POOL_S16_H
