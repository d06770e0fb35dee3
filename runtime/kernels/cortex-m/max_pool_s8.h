// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Int8 max-pooling row by row (contract: max_pool.h).
#ifndef ECG_RT_CORTEX_M_MAX_POOL_S8_H
#define ECG_RT_CORTEX_M_MAX_POOL_S8_H

#include "dsp.h"
#include "max_pool_rows_s8.h"

static inline ecg_max_pool_s8_fn ecg_max_pool_s8;

ECG_RT_SPECIALIZE void ecg_max_pool_s8(const ecg_max_pool_s8_params_t *p,
                                       const int8_t *ECG_RT_RESTRICT x,
                                       int8_t *ECG_RT_RESTRICT y) {
  ecg_max_pool_rows_s8(p, x, y, ecg_max_pool_s8_row);
}

#endif // ECG_RT_CORTEX_M_MAX_POOL_S8_H
