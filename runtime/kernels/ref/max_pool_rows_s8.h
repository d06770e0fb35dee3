// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Int8 max-pooling with the bounds of a window settled once a row, and windows
// inside the input spared of them (contract: max_pool.h).
#ifndef ECG_RT_REF_MAX_POOL_ROWS_S8_H
#define ECG_RT_REF_MAX_POOL_ROWS_S8_H

#include "max_pool.h"
#include "window.h"

/// Output row `y` from `rows` input rows, the first at x and one every `pitch`
/// elements.
typedef void ecg_max_pool_s8_row_fn(const ecg_max_pool_s8_params_t *p,
                                    const int8_t *x, int32_t rows,
                                    int32_t pitch, int8_t *y);

/// The larger of best and taps [begin, end) of a row whose window starts at
/// left.
ECG_RT_ALWAYS_INLINE int32_t ecg_max_pool_s8_taps(const int8_t *row,
                                                  int32_t left,
                                                  int32_t dilation,
                                                  int32_t begin, int32_t end,
                                                  int32_t best) {
  for (int32_t l = begin; l < end; ++l) {
    const int32_t v = row[left + l * dilation];
    best = v > best ? v : best;
  }
  return best;
}

/// An ecg_max_pool_s8_row_fn.
ECG_RT_ALWAYS_INLINE void ecg_max_pool_s8_row(const ecg_max_pool_s8_params_t *p,
                                              const int8_t *x, int32_t rows,
                                              int32_t pitch, int8_t *y) {
  const int32_t last = p->win - (p->kernel_w - 1) * p->dilation_w;
  int32_t left = -p->pad_left;
  for (int32_t v = 0; v < p->wout; ++v, left += p->stride_w) {
    int32_t best = INT8_MIN, begin = 0, end = p->kernel_w;
    const int inside = left >= 0 && left < last;
    if (!inside) {
      begin = ecg_window_begin(left, p->dilation_w);
      end = ecg_window_end(left, p->dilation_w, p->win, p->kernel_w);
    }
    const int8_t *row = x;
    for (int32_t k = 0; k < rows; ++k, row += pitch)
      best = inside ? ecg_max_pool_s8_taps(row, left, p->dilation_w, 0,
                                           p->kernel_w, best)
                    : ecg_max_pool_s8_taps(row, left, p->dilation_w, begin, end,
                                           best);
    *y++ = (int8_t)best;
  }
}

/// `row` is known where this is called, and becomes part of the loops.
ECG_RT_ALWAYS_INLINE void
ecg_max_pool_rows_s8(const ecg_max_pool_s8_params_t *p,
                     const int8_t *ECG_RT_RESTRICT x, int8_t *ECG_RT_RESTRICT y,
                     ecg_max_pool_s8_row_fn *row) {
  for (int32_t c = 0; c < p->channels; ++c, x += p->hin * p->win)
    for (int32_t h = 0; h < p->hout; ++h, y += p->wout) {
      const int32_t top = h * p->stride_h - p->pad_top;
      const int32_t begin = ecg_window_begin(top, p->dilation_h);
      const int32_t end =
          ecg_window_end(top, p->dilation_h, p->hin, p->kernel_h);
      row(p, x + (top + begin * p->dilation_h) * p->win, end - begin,
          p->dilation_h * p->win, y);
    }
}

#endif // ECG_RT_REF_MAX_POOL_ROWS_S8_H
