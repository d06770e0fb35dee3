// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Where the elements of input and output of a 1-D convolution are, channels
// first or last.
#ifndef ECG_RT_REF_CONV1D_LAYOUT_H
#define ECG_RT_REF_CONV1D_LAYOUT_H

#include "conv1d.h"

/// Elements of x from one channel, and from one position, to the next.
ECG_RT_INLINE int32_t ecg_conv1d_x_pitch(const ecg_conv1d_s8_params_t *p) {
  return p->in_last ? 1 : p->lin;
}
ECG_RT_INLINE int32_t ecg_conv1d_x_step(const ecg_conv1d_s8_params_t *p) {
  return p->in_last ? p->cin : 1;
}

/// The same of y.
ECG_RT_INLINE int32_t ecg_conv1d_y_pitch(const ecg_conv1d_s8_params_t *p) {
  return p->out_last ? 1 : p->lpool;
}
ECG_RT_INLINE int32_t ecg_conv1d_y_step(const ecg_conv1d_s8_params_t *p) {
  return p->out_last ? p->cout : 1;
}

#endif // ECG_RT_REF_CONV1D_LAYOUT_H
