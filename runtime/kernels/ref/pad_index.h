// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Which input element a padded position repeats.
#ifndef ECG_RT_REF_PAD_INDEX_H
#define ECG_RT_REF_PAD_INDEX_H

#include "pad.h"

/// The index into an axis of n elements that position i (before the start, in
/// or past the end) stands for, or -1 for the constant.
ECG_RT_INLINE int32_t ecg_pad_index(int32_t i, int32_t n, int32_t mode) {
  if (i >= 0 && i < n)
    return i;
  if (mode == ECG_PAD_EDGE)
    return i < 0 ? 0 : n - 1;
  if (mode != ECG_PAD_REFLECT)
    return -1;
  if (n == 1)
    return 0;
  // Reflection repeats with a period of there and back.
  const int32_t period = 2 * (n - 1);
  const int32_t at = (i % period + period) % period;
  return at < n ? at : period - at;
}

#endif // ECG_RT_REF_PAD_INDEX_H
