// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Which elements a reduction reads: dims[0..2] say which result, dims[3..5]
// which of the elements it stands for.
#ifndef ECG_RT_REF_REDUCE_WALK_H
#define ECG_RT_REF_REDUCE_WALK_H

#include "ecg_rt.h"

/// Where the elements of result i start, in elements of x.
ECG_RT_INLINE int32_t ecg_reduce_at(const int32_t dims[6],
                                    const int32_t strides[6], int32_t i) {
  const int32_t rest = i / dims[2];
  return i % dims[2] * strides[2] + rest % dims[1] * strides[1] +
         rest / dims[1] * strides[0];
}

/// Where row `row` of the elements of one result starts, from the first.
ECG_RT_INLINE int32_t ecg_reduce_row(const int32_t dims[6],
                                     const int32_t strides[6], int32_t row) {
  return row / dims[4] * strides[3] + row % dims[4] * strides[4];
}

#endif // ECG_RT_REF_REDUCE_WALK_H
