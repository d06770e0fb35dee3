// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Which taps of a convolution or pooling window lie inside the input. Tap k of
// a window that starts at `start` reads position start + k * dilation.
#ifndef ECG_RT_REF_WINDOW_H
#define ECG_RT_REF_WINDOW_H

#include "ecg_rt.h"

/// The first tap at or after position 0.
ECG_RT_INLINE int32_t ecg_window_begin(int32_t start, int32_t dilation) {
  return start >= 0 ? 0 : (dilation - 1 - start) / dilation;
}

/// One past the last of `taps` taps before position `length`.
ECG_RT_INLINE int32_t ecg_window_end(int32_t start, int32_t dilation,
                                     int32_t length, int32_t taps) {
  const int32_t end =
      start >= length ? 0 : (length - start + dilation - 1) / dilation;
  return end < taps ? end : taps;
}

#endif // ECG_RT_REF_WINDOW_H
