// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The proof, made when weights are packed, that the fields of packed products
// hold their sums (dot_pairs.h).
#ifndef ECG_RT_CORTEX_M_CONV1D_PAIRS_PROOF_H
#define ECG_RT_CORTEX_M_CONV1D_PAIRS_PROOF_H

#include "conv1d_pairs_plan.h"

/// Tap `i` of phase `phase` of a filter; 0 before the first and behind the
/// last.
ECG_RT_ALWAYS_INLINE int32_t
ecg_conv1d_pairs_tap(const ecg_conv1d_s8_params_t *p, const int8_t *w,
                     int32_t phase, int32_t i) {
  const int32_t k = p->stride * i + phase;
  if (i < 0 || (p->kernel % p->stride != 0 && k >= p->kernel))
    return 0;
  return w[k];
}

/// Largest and smallest sums of the fields of some filters.
typedef struct ecg_pairs_range {
  int32_t low[3], high[3];
} ecg_pairs_range_t;

ECG_RT_INLINE void ecg_pairs_extend(ecg_pairs_range_t *range, int32_t field,
                                    int32_t w, int32_t zp) {
  const int32_t least = w * (-128 - zp), most = w * (127 - zp);
  range->low[field] += w > 0 ? least : most;
  range->high[field] += w > 0 ? most : least;
}

/// Whether the fields of filters of rows [first, end) hold their sums, whatever
/// the input is.
ECG_RT_INLINE int ecg_conv1d_pairs_fit(const ecg_conv1d_s8_params_t *p,
                                       const ecg_conv1d_pairs_plan_t *plan,
                                       const int8_t *w, int32_t first,
                                       int32_t end) {
  const int32_t lead = ecg_pairs_lead(plan->taps);
  ecg_pairs_range_t range = {{0, 0, 0}, {0, 0, 0}};
  for (int32_t r = first; r < end; ++r)
    for (int32_t i = 0; i < plan->taps; ++i) {
      const int32_t tap = ecg_conv1d_pairs_tap(p, w + r / p->stride * p->kernel,
                                               r % p->stride, i);
      // Odd places are the low halves of words.
      ecg_pairs_extend(&range, (i + lead) % 2 == 1 ? 0 : 2, tap, p->in_zp);
      ecg_pairs_extend(&range, 1, tap, p->in_zp);
    }
  const int32_t wide = 1 << 21, narrow = 1 << 19;
  return range.low[0] >= -wide && range.high[0] < wide &&
         range.low[1] >= -wide && range.high[1] < wide &&
         range.low[2] >= -narrow && range.high[2] < narrow;
}

/// The most rows after which the sums of an output channel have to be taken
/// apart, at most 255: all, or as few parts of one size as all fit. The size is
/// a multiple of plan->by, which always does (dot_pairs.h).
ECG_RT_INLINE int32_t
ecg_conv1d_pairs_chunk(const ecg_conv1d_s8_params_t *p,
                       const ecg_conv1d_pairs_plan_t *plan, const int8_t *w) {
  const int32_t steps = plan->rows / plan->by;
  for (int32_t parts = 1; parts < steps; ++parts) {
    const int32_t n = (steps + parts - 1) / parts * plan->by;
    int fit = n < 256;
    for (int32_t r = 0; r < plan->rows && fit; r += n)
      fit = ecg_conv1d_pairs_fit(p, plan, w, r,
                                 r + n < plan->rows ? r + n : plan->rows);
    if (fit)
      return n;
  }
  return plan->by;
}

#endif // ECG_RT_CORTEX_M_CONV1D_PAIRS_PROOF_H
