// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// linear_s8.h with weights that are unpacked to int8, two outputs at a time
// (contract: packed.h).
#ifndef ECG_RT_SCALAR_LINEAR_PACKED_S8_H
#define ECG_RT_SCALAR_LINEAR_PACKED_S8_H

#include "linear_pair.h"
#include "packed.h"
#include "unpack_s8.h"

static inline ecg_linear_packed_s8_fn ecg_linear_packed_s8;
static inline ecg_linear_s8_bytes_fn ecg_linear_packed_s8_scratch_bytes;
static inline ecg_linear_s8_bytes_fn ecg_linear_packed_s8_packed_bytes;
static inline ecg_linear_s8_pack_fn ecg_linear_packed_s8_pack;

/// Two rows.
ECG_RT_INLINE size_t
ecg_linear_packed_s8_scratch_bytes(const ecg_linear_s8_params_t *p) {
  return 2 * (size_t)p->in_features;
}

ECG_RT_INLINE size_t
ecg_linear_packed_s8_packed_bytes(const ecg_linear_s8_params_t *p) {
  return (size_t)p->out_features * (size_t)p->in_features;
}

ECG_RT_INLINE void ecg_linear_packed_s8_pack(const ecg_linear_s8_params_t *p,
                                             const int8_t *w, int8_t *packed) {
  memcpy(packed, w, ecg_linear_packed_s8_packed_bytes(p));
}

ECG_RT_INLINE void ecg_linear_packed_s8(
    const ecg_linear_packed_s8_params_t *p, const int8_t *ECG_RT_RESTRICT x,
    const uint8_t *ECG_RT_RESTRICT w, const uint8_t *ECG_RT_RESTRICT codes,
    const uint8_t *ECG_RT_RESTRICT bias, const uint8_t *ECG_RT_RESTRICT scale,
    int8_t *ECG_RT_RESTRICT y, void *scratch) {
  int8_t *unpacked = (int8_t *)scratch;
  ecg_packed_rows_t rows = ecg_packed_rows(w, codes, p->out_features);
  for (int32_t o = 0; o < p->out_features; o += 2) {
    ecg_linear_pair_t pair = {
        o + 1 < p->out_features ? 2 : 1, {0, 0}, {0, 0}, {0, 0}};
    for (int32_t h = 0; h < pair.count; ++h) {
      ecg_channel_t channel;
      ecg_unpack_s8(&rows, p->in_features, unpacked + h * p->in_features);
      ecg_packed_channel(bias, scale, o + h, &channel);
      pair.bias[h] = channel.bias;
      pair.mult[h] = channel.mult;
      pair.shift[h] = channel.shift;
    }
    ecg_linear_pair_rows(p, &pair, x, unpacked, y + o);
  }
}

#endif // ECG_RT_SCALAR_LINEAR_PACKED_S8_H
