// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// int8 channel-first to int16 rows, the form the dot products read.
#ifndef ECG_RT_CORTEX_M_WIDEN_S8_H
#define ECG_RT_CORTEX_M_WIDEN_S8_H

#include "dsp.h"

/// i limited to [0, n].
ECG_RT_ALWAYS_INLINE int32_t ecg_limit(int32_t i, int32_t n) {
  return i < 0 ? 0 : i > n ? n : i;
}

/// to[r * channels + c] = x[c * length + first + r] - zp for r in [0, rows), 0
/// where that is outside [0, length); and a 0 behind the last row.
ECG_RT_NOINLINE void ecg_widen_s8(const int8_t *x, int32_t channels,
                                  int32_t length, int32_t first, int32_t rows,
                                  int32_t zp, int16_t *to) {
  const int32_t begin = ecg_limit(-first, rows);
  const int32_t end = ecg_limit(length - first, rows);
  memset(to, 0, sizeof(*to) * (size_t)(begin * channels));
  memset(to + end * channels, 0,
         sizeof(*to) * (size_t)((rows - end) * channels + 1));
  for (int32_t c = 0; c < channels; ++c, x += length) {
    const int8_t *from = x + first + begin;
    int16_t *at = to + begin * channels + c;
    int32_t n = end - begin;
    for (; n >= 4; n -= 4, from += 4) {
      *at = (int16_t)(from[0] - zp);
      at += channels;
      *at = (int16_t)(from[1] - zp);
      at += channels;
      *at = (int16_t)(from[2] - zp);
      at += channels;
      *at = (int16_t)(from[3] - zp);
      at += channels;
    }
    for (; n > 0; --n, at += channels)
      *at = (int16_t)(*from++ - zp);
  }
}

#endif // ECG_RT_CORTEX_M_WIDEN_S8_H
