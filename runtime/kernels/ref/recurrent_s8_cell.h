// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the int8 recurrent kernels share: the constants of a direction and
// outputs; sums are in recurrent_s8_sums.h. Not a kernel itself.
#ifndef ECG_RT_REF_RECURRENT_S8_CELL_H
#define ECG_RT_REF_RECURRENT_S8_CELL_H

#include "recurrent_s8.h"
#include "recurrent_steps.h"
#include "requantize.h"
#include "tanh_s16.h"
#include <string.h>

// A set that specialises kernels by layer has said so before.
#ifndef ECG_RT_SPECIALIZE
#define ECG_RT_SPECIALIZE ECG_RT_INLINE
#endif

/// The constants of one direction.
typedef struct ecg_recurrent_s8_cell {
  const int8_t *w, *r;
  const int32_t *x_mult, *h_mult, *bias;
  const int8_t *x_shift, *h_shift;
  int32_t input, hidden, in_zp, y_zp, y_mult, y_shift;
} ecg_recurrent_s8_cell_t;

/// Those of a layer with `gates` gates and `biases` biases a unit; the
/// arguments of the kernel go by their names.
#define ECG_RECURRENT_S8_CELL(p, gates, biases)                                \
  {w + (ptrdiff_t)(p)->direction * (gates) * (p)->hidden * (p)->input,         \
   r + (ptrdiff_t)(p)->direction * (gates) * (p)->hidden * (p)->hidden,        \
   x_mult + (ptrdiff_t)(p)->direction * (gates) * (p)->hidden,                 \
   h_mult + (ptrdiff_t)(p)->direction * (gates) * (p)->hidden,                 \
   bias + (ptrdiff_t)(p)->direction * (biases) * (p)->hidden,                  \
   x_shift + (ptrdiff_t)(p)->direction * (gates) * (p)->hidden,                \
   h_shift + (ptrdiff_t)(p)->direction * (gates) * (p)->hidden,                \
   (p)->input,                                                                 \
   (p)->hidden,                                                                \
   (p)->in_zp,                                                                 \
   (p)->y_zp,                                                                  \
   (p)->y_mult,                                                                \
   (p)->y_shift}

/// What step s, at time t, leaves in y (if that is wanted): h, or the zero
/// point behind the end of the sequence.
ECG_RT_INLINE void ecg_recurrent_s8_output(const ecg_recurrent_steps_t *at,
                                           const ecg_recurrent_s8_cell_t *a,
                                           int32_t t, int32_t s,
                                           const int16_t *h, int8_t *y) {
  if (!y)
    return;
  y += ecg_recurrent_y_at(at, t);
  for (int32_t j = 0; j < at->hidden; ++j) {
    const int64_t v = s >= at->length ? 0
                      : a->y_shift >= 33
                          ? ecg_requant_high(h[j], a->y_mult, a->y_shift)
                          : ecg_requant(h[j], a->y_mult, a->y_shift);
    y[j] = ecg_clamp_s8(a->y_zp + v, -128, 127);
  }
}

#endif // ECG_RT_REF_RECURRENT_S8_CELL_H
