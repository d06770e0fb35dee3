// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// int8 channel-first to rows, one a position with its channels side by side:
// the window of a convolution is then one contiguous vector.
#ifndef ECG_RT_CORTEX_M55_ROWS_S8_H
#define ECG_RT_CORTEX_M55_ROWS_S8_H

#include "mve.h"

/// i limited to [0, n].
ECG_RT_ALWAYS_INLINE int32_t ecg_mve_limit(int32_t i, int32_t n) {
  return i < 0 ? 0 : i > n ? n : i;
}

/// to[i] = x[i] for i in [0, n), and anything up to the next multiple of 16.
ECG_RT_ALWAYS_INLINE void ecg_mve_copy(const int8_t *x, int32_t n, int8_t *to) {
#if ECG_MVE
  for (; n > 0; n -= ECG_MVE_BYTES, x += ECG_MVE_BYTES, to += ECG_MVE_BYTES)
    vstrbq_s8(to, vldrbq_z_s8(x, vctp8q((uint32_t)n)));
#else
  for (; n > 0; --n)
    *to++ = *x++;
#endif
}

/// to[i * step] = x[i] for i in [0, n). n * step < 2^16.
ECG_RT_ALWAYS_INLINE void ecg_mve_spread(const int8_t *x, int32_t n,
                                         int32_t step, int8_t *to) {
#if ECG_MVE
  const uint16x8_t places =
      vmulq_n_u16(vidupq_n_u16(0, 1), (uint16_t)step); // 0, step, 2 * step, ...
  for (; n >= 8; n -= 8, x += 8, to += 8 * step)
    vstrbq_scatter_offset_s16(to, places, vldrbq_s16(x));
  if (n > 0) {
    const mve_pred16_t some = vctp16q((uint32_t)n);
    vstrbq_scatter_offset_p_s16(to, places, vldrbq_z_s16(x, some), some);
  }
#else
  for (; n > 0; --n, to += step)
    *to = *x++;
#endif
}

/// to[r * channels + c] = x[c * length + first + r] for r in [0, rows), zp
/// where that is outside [0, length). Up to 15 bytes behind may change, too.
ECG_RT_NOINLINE void ecg_mve_rows(const int8_t *x, int32_t channels,
                                  int32_t length, int32_t first, int32_t rows,
                                  int32_t zp, int8_t *to) {
  const int32_t begin = ecg_mve_limit(-first, rows);
  const int32_t end = ecg_mve_limit(length - first, rows);
  int8_t *inside = to + begin * channels;
  x += first + begin;
  if (channels == 1)
    ecg_mve_copy(x, end - begin, inside);
  else
    for (int32_t c = 0; c < channels; ++c, x += length)
      ecg_mve_spread(x, end - begin, channels, inside + c);
  if (begin > 0)
    memset(to, zp, (size_t)(begin * channels));
  if (end < rows)
    memset(to + end * channels, zp, (size_t)((rows - end) * channels));
}

#endif // ECG_RT_CORTEX_M55_ROWS_S8_H
