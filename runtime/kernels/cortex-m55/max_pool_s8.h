// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Int8 max-pooling for Helium (contract: max_pool.h): four neighbouring outputs
// at a time, elements outside a row left out by a predicate.
#ifndef ECG_RT_CORTEX_M55_MAX_POOL_S8_H
#define ECG_RT_CORTEX_M55_MAX_POOL_S8_H

#include "max_pool_rows_s8.h"
#include "mve.h"

static inline ecg_max_pool_s8_fn ecg_max_pool_s8;

#if ECG_MVE
/// An ecg_max_pool_s8_row_fn.
ECG_RT_ALWAYS_INLINE void
ecg_max_pool_s8_vector_row(const ecg_max_pool_s8_params_t *p, const int8_t *x,
                           int32_t rows, int32_t pitch, int8_t *y) {
  // Places count from the end of a row, so that those inside are the largest
  // numbers without sign.
  uint32x4_t first =
      vaddq_n_u32(vmulq_n_u32(vidupq_n_u32(0, 1), (uint32_t)p->stride_w),
                  (uint32_t)(-p->pad_left - p->win));
  for (int32_t n = p->wout; n > 0; n -= 4, y += 4) {
    int32x4_t best = vdupq_n_s32(INT8_MIN);
    const int8_t *end = x + p->win;
    for (int32_t k = 0; k < rows; ++k, end += pitch) {
      uint32x4_t at = first;
      for (int32_t l = 0; l < p->kernel_w; ++l) {
        const mve_pred16_t inside = vcmpcsq_n_u32(at, (uint32_t)-p->win);
        best = vmaxq_m_s32(best, best,
                           vldrbq_gather_offset_z_s32(end, at, inside), inside);
        at = vaddq_n_u32(at, (uint32_t)p->dilation_w);
      }
    }
    vstrbq_p_s32(y, best, vctp32q((uint32_t)n));
    first = vaddq_n_u32(first, (uint32_t)(4 * p->stride_w));
  }
}
#else
#define ecg_max_pool_s8_vector_row ecg_max_pool_s8_row
#endif

ECG_RT_INLINE void ecg_max_pool_s8(const ecg_max_pool_s8_params_t *p,
                                   const int8_t *ECG_RT_RESTRICT x,
                                   int8_t *ECG_RT_RESTRICT y) {
  ecg_max_pool_rows_s8(p, x, y, ecg_max_pool_s8_vector_row);
}

#endif // ECG_RT_CORTEX_M55_MAX_POOL_S8_H
