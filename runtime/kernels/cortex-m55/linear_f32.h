// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Float fully connected layer for Helium (contract: linear.h): a vector of four
// outputs, to which each input adds its product with four weights, in ref's
// order. The last one to three outputs are by themselves.
#ifndef ECG_RT_CORTEX_M55_LINEAR_F32_H
#define ECG_RT_CORTEX_M55_LINEAR_F32_H

#include "clamp.h"
#include "clamp_vector_f32.h"
#include "linear.h"

static inline ecg_linear_f32_fn ecg_linear_f32;
static inline ecg_linear_f32_bytes_fn ecg_linear_f32_packed_bytes;
static inline ecg_linear_f32_pack_fn ecg_linear_f32_pack;

ECG_RT_INLINE size_t
ecg_linear_f32_packed_bytes(const ecg_linear_f32_params_t *p) {
  return sizeof(float) * (size_t)p->in_features * (size_t)p->out_features;
}

/// [four outputs][input][output of the four], then the last outputs as they
/// are.
ECG_RT_INLINE void ecg_linear_f32_pack(const ecg_linear_f32_params_t *p,
                                       const float *w, float *packed) {
  const int32_t in = p->in_features, whole = p->out_features / 4 * 4;
  for (int32_t o = 0; o < whole; o += 4)
    for (int32_t i = 0; i < in; ++i)
      for (int32_t h = 0; h < 4; ++h)
        *packed++ = w[(o + h) * in + i];
  memcpy(packed, w + whole * in,
         sizeof(float) * (size_t)((p->out_features - whole) * in));
}

/// y[h] = clamp(bias[h] + sum of w[4 * i + h] * x[i]) for h in [0, 4).
ECG_RT_ALWAYS_INLINE void ecg_linear_f32_quad(const ecg_linear_f32_params_t *p,
                                              const float *x, const float *w,
                                              const float *bias, float *y) {
#if ECG_MVE_FLOAT
  float32x4_t sum = vldrwq_f32(bias);
  for (int32_t i = 0; i < p->in_features; ++i, w += 4)
    sum = vfmaq_n_f32(sum, vldrwq_f32(w), x[i]);
  vstrwq_f32(y, ecg_mve_clamp_f32(sum, p->act_min, p->act_max));
#else
  for (int32_t h = 0; h < 4; ++h) {
    float sum = bias[h];
    for (int32_t i = 0; i < p->in_features; ++i)
      sum += w[4 * i + h] * x[i];
    y[h] = ecg_clamp_f32(sum, p->act_min, p->act_max);
  }
#endif
}

ECG_RT_INLINE void ecg_linear_f32(const ecg_linear_f32_params_t *p,
                                  const float *ECG_RT_RESTRICT x,
                                  const float *ECG_RT_RESTRICT w,
                                  const float *ECG_RT_RESTRICT bias,
                                  float *ECG_RT_RESTRICT y) {
  const int32_t in = p->in_features, whole = p->out_features / 4 * 4;
  for (int32_t r = 0; r < p->rows; ++r, x += in, y += p->out_features) {
    for (int32_t o = 0; o < whole; o += 4)
      ecg_linear_f32_quad(p, x, w + o * in, bias + o, y + o);
    for (int32_t o = whole; o < p->out_features; ++o) {
      float sum = bias[o];
      for (int32_t i = 0; i < in; ++i)
        sum += w[o * in + i] * x[i];
      y[o] = ecg_clamp_f32(sum, p->act_min, p->act_max);
    }
  }
}

#endif // ECG_RT_CORTEX_M55_LINEAR_F32_H
