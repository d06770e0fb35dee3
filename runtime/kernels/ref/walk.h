// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Strided walks over up to six dimensions: rows of the last one, in order.
#ifndef ECG_RT_REF_WALK_H
#define ECG_RT_REF_WALK_H

#include "ecg_rt.h"

/// Number of rows: the product of all dims but the last.
ECG_RT_INLINE int32_t ecg_walk_rows(const int32_t dims[6]) {
  return dims[0] * dims[1] * dims[2] * dims[3] * dims[4];
}

/// Where row `row` starts, in elements.
ECG_RT_INLINE int32_t ecg_walk_row(const int32_t dims[6],
                                   const int32_t strides[6], int32_t row) {
  int32_t at = 0;
  for (int d = 4; d >= 0 && row > 0; --d) {
    at += row % dims[d] * strides[d];
    row /= dims[d];
  }
  return at;
}

#endif // ECG_RT_REF_WALK_H
