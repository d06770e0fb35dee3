// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Int8 fully connected layer from packed weights (contract: packed.h): one
// output feature after the other is unpacked and computed by the set's ordinary
// kernel. Right with every set; for speed a set may have a file of its own, and
// rows in an order of its own.
#ifndef ECG_RT_REF_LINEAR_PACKED_S8_H
#define ECG_RT_REF_LINEAR_PACKED_S8_H

#include "linear_s8.h"
#include "packed.h"
#include "unpack_s8.h"

static inline ecg_linear_packed_s8_fn ecg_linear_packed_s8;
static inline ecg_linear_s8_bytes_fn ecg_linear_packed_s8_scratch_bytes;
static inline ecg_linear_s8_bytes_fn ecg_linear_packed_s8_packed_bytes;
static inline ecg_linear_s8_pack_fn ecg_linear_packed_s8_pack;

/// The layer of one output feature.
ECG_RT_INLINE ecg_linear_s8_params_t
ecg_linear_packed_s8_one(const ecg_linear_s8_params_t *p) {
  ecg_linear_s8_params_t one = *p;
  one.rows = one.out_features = 1;
  return one;
}

/// Weights of a row.
ECG_RT_INLINE size_t ecg_linear_packed_s8_row(const ecg_linear_s8_params_t *p) {
  return (size_t)p->in_features;
}

ECG_RT_INLINE size_t
ecg_linear_packed_s8_packed_bytes(const ecg_linear_s8_params_t *p) {
  return (size_t)p->out_features * ecg_linear_packed_s8_row(p);
}

ECG_RT_INLINE void ecg_linear_packed_s8_pack(const ecg_linear_s8_params_t *p,
                                             const int8_t *w, int8_t *packed) {
  memcpy(packed, w, ecg_linear_packed_s8_packed_bytes(p));
}

/// A row as it is stored, as the ordinary kernel wants it, and what that works
/// with.
ECG_RT_INLINE size_t
ecg_linear_packed_s8_scratch_bytes(const ecg_linear_s8_params_t *p) {
  const ecg_linear_s8_params_t one = ecg_linear_packed_s8_one(p);
  return ecg_words(ecg_linear_packed_s8_row(p)) +
         ecg_words(ecg_linear_s8_packed_bytes(&one)) +
         ecg_linear_s8_scratch_bytes(&one);
}

ECG_RT_INLINE void ecg_linear_packed_s8(
    const ecg_linear_packed_s8_params_t *p, const int8_t *ECG_RT_RESTRICT x,
    const uint8_t *ECG_RT_RESTRICT w, const uint8_t *ECG_RT_RESTRICT codes,
    const uint8_t *ECG_RT_RESTRICT bias, const uint8_t *ECG_RT_RESTRICT scale,
    int8_t *ECG_RT_RESTRICT y, void *scratch) {
  const ecg_linear_s8_params_t one = ecg_linear_packed_s8_one(p);
  const size_t size = ecg_linear_packed_s8_row(p);
  int8_t *row = (int8_t *)scratch, *packed = row + ecg_words(size);
  void *rest = packed + ecg_words(ecg_linear_s8_packed_bytes(&one));
  ecg_packed_rows_t rows = ecg_packed_rows(w, codes, p->out_features);
  for (int32_t c = 0; c < p->out_features; ++c) {
    ecg_channel_t channel;
    ecg_unpack_s8(&rows, (int32_t)size, row);
    ecg_packed_channel(bias, scale, c, &channel);
    ecg_linear_s8_pack(&one, row, packed);
    for (int32_t r = 0; r < p->rows; ++r)
      ecg_linear_s8(&one, x + r * p->in_features, packed, &channel.bias,
                    &channel.mult, &channel.shift, y + r * p->out_features + c,
                    rest);
  }
}

#endif // ECG_RT_REF_LINEAR_PACKED_S8_H
