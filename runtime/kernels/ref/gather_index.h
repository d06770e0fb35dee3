// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Indices that are data (@gather_index in gathers.h).
#ifndef ECG_RT_REF_GATHER_INDEX_H
#define ECG_RT_REF_GATHER_INDEX_H

#include "ecg_rt.h"

/// Element `at` of the indices, which have 4 or 8 bytes, into n elements.
ECG_RT_INLINE int32_t ecg_gather_index(const void *indices, int32_t bytes,
                                       int32_t at, int32_t n) {
  int64_t index = bytes == 4 ? (int64_t)((const int32_t *)indices)[at]
                             : ((const int64_t *)indices)[at];
  if (index < 0)
    index += n;
  return index < 0 ? 0 : index < n ? (int32_t)index : n - 1;
}

#endif // ECG_RT_REF_GATHER_INDEX_H
