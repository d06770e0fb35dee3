// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Where the matrices of a stack begin.
#ifndef ECG_RT_REF_MATMUL_WALK_H
#define ECG_RT_REF_MATMUL_WALK_H

#include "ecg_rt.h"

ECG_RT_INLINE int32_t ecg_matmul_count(const int32_t batch[4]) {
  return batch[0] * batch[1] * batch[2] * batch[3];
}

/// Offset of matrix `index`, in elements.
ECG_RT_INLINE int32_t ecg_matmul_at(const int32_t batch[4],
                                    const int32_t *strides, int32_t index) {
  int32_t at = 0;
  for (int d = 3; d >= 0 && index > 0; --d) {
    at += index % batch[d] * strides[d];
    index /= batch[d];
  }
  return at;
}

#endif // ECG_RT_REF_MATMUL_WALK_H
