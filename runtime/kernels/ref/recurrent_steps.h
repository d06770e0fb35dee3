// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Where the steps of a recurrent layer lie in its tensors, float and int8.
#ifndef ECG_RT_REF_RECURRENT_STEPS_H
#define ECG_RT_REF_RECURRENT_STEPS_H

#include "ecg_rt.h"

/// One sequence of a batch in one direction.
typedef struct ecg_recurrent_steps {
  int32_t steps, batch, hidden, directions, direction, reverse;
  int32_t n;      ///< which sequence
  int32_t length; ///< its steps
} ecg_recurrent_steps_t;

/// The steps of sequence n. Lengths may be computed at run time: no step
/// outside the tensors, whatever they are.
ECG_RT_INLINE int32_t ecg_recurrent_length(const int32_t *lengths, int32_t n,
                                           int32_t steps) {
  if (!lengths)
    return steps;
  return lengths[n] < 0 ? 0 : lengths[n] > steps ? steps : lengths[n];
}

/// The sequence `n` of the layer that `p` describes.
#define ECG_RECURRENT_STEPS(p, lengths, n)                                     \
  {(p)->steps,                                                                 \
   (p)->batch,                                                                 \
   (p)->hidden,                                                                \
   (p)->directions,                                                            \
   (p)->direction,                                                             \
   (p)->reverse,                                                               \
   (n),                                                                        \
   ecg_recurrent_length((lengths), (n), (p)->steps)}

/// The time of the s-th step; those behind the end stay where they are.
ECG_RT_INLINE int32_t ecg_recurrent_time(const ecg_recurrent_steps_t *s,
                                         int32_t step) {
  return s->reverse && step < s->length ? s->length - 1 - step : step;
}

/// Element of x where the input of time t starts.
ECG_RT_INLINE ptrdiff_t ecg_recurrent_x_at(const ecg_recurrent_steps_t *s,
                                           int32_t t, int32_t input) {
  return ((ptrdiff_t)t * s->batch + s->n) * input;
}

/// Element of y where the output of time t starts.
ECG_RT_INLINE ptrdiff_t ecg_recurrent_y_at(const ecg_recurrent_steps_t *s,
                                           int32_t t) {
  return (((ptrdiff_t)t * s->directions + s->direction) * s->batch + s->n) *
         s->hidden;
}

/// Element of h and c where the state starts.
ECG_RT_INLINE ptrdiff_t ecg_recurrent_state_at(const ecg_recurrent_steps_t *s) {
  return ((ptrdiff_t)s->direction * s->batch + s->n) * s->hidden;
}

#endif // ECG_RT_REF_RECURRENT_STEPS_H
