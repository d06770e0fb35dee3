// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Which taps of a transposed window reach an output position, and from where.
#ifndef ECG_RT_REF_TRANSPOSED_WINDOW_H
#define ECG_RT_REF_TRANSPOSED_WINDOW_H

#include "ecg_rt.h"

/// Tap `tap + n * tap_step` reads input `at - n * at_step`, n in [0, count).
typedef struct ecg_transposed_taps {
  int32_t tap, tap_step, at, at_step, count;
} ecg_transposed_taps_t;

/// The taps k in [0, kernel) with position - k * dilation = s * stride for an
/// input s in [0, length). `position` is counted from the cut-off begin.
ECG_RT_INLINE ecg_transposed_taps_t ecg_transposed_taps(int32_t position,
                                                        int32_t length,
                                                        int32_t kernel,
                                                        int32_t stride,
                                                        int32_t dilation) {
  ecg_transposed_taps_t t = {0, 1, 0, 0, 0};
  while (t.tap_step * dilation % stride != 0)
    ++t.tap_step; // stride / gcd(stride, dilation)
  t.at_step = t.tap_step * dilation / stride;
  while (t.tap < t.tap_step && (position - t.tap * dilation) % stride != 0)
    ++t.tap;
  if (t.tap == t.tap_step)
    return t; // the position lies between all taps
  t.at = (position - t.tap * dilation) / stride;
  if (t.at >= length) {
    const int32_t skipped = (t.at - length) / t.at_step + 1;
    t.tap += skipped * t.tap_step;
    t.at -= skipped * t.at_step;
  }
  if (t.at < 0 || t.tap >= kernel)
    return t;
  const int32_t inputs = t.at / t.at_step + 1;
  const int32_t taps = (kernel - 1 - t.tap) / t.tap_step + 1;
  t.count = inputs < taps ? inputs : taps;
  return t;
}

#endif // ECG_RT_REF_TRANSPOSED_WINDOW_H
