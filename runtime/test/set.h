// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// One kernel set as a table of functions, so that a test can run the same call
// through several sets. set.c is compiled once a set.
#ifndef ECG_RT_TEST_SET_H
#define ECG_RT_TEST_SET_H

#include "kernels.h"

typedef struct kernel_set {
  const char *name;
  ecg_conv1d_f32_fn *conv1d_f32;
  ecg_conv1d_f32_bytes_fn *conv1d_f32_packed_bytes;
  ecg_conv1d_f32_pack_fn *conv1d_f32_pack;
  ecg_conv1d_s8_fn *conv1d_s8;
  ecg_conv1d_s8_bytes_fn *conv1d_s8_scratch_bytes, *conv1d_s8_packed_bytes;
  ecg_conv1d_s8_pack_fn *conv1d_s8_pack;
  /// Null where the set has none.
  ecg_conv1d_s8_ahead_fn *conv1d_s8_output_ahead, *conv1d_s8_scratch_ahead;
  ecg_conv1d_s8_ahead_fn *conv1d_packed_s8_output_ahead;
  ecg_conv1d_s8_ahead_fn *conv1d_packed_s8_scratch_ahead;
  ecg_conv1d_packed_s8_fn *conv1d_packed_s8;
  ecg_conv1d_s8_bytes_fn *conv1d_packed_s8_scratch_bytes;
  ecg_conv1d_s8_bytes_fn *conv1d_packed_s8_packed_bytes;
  ecg_conv1d_s8_pack_fn *conv1d_packed_s8_pack;
  ecg_conv1d_s16_fn *conv1d_s16;
  ecg_conv1d_s16_bytes_fn *conv1d_s16_scratch_bytes, *conv1d_s16_packed_bytes;
  ecg_conv1d_s16_pack_fn *conv1d_s16_pack;
  ecg_linear_f32_fn *linear_f32;
  ecg_linear_f32_pack_fn *linear_f32_pack;
  ecg_linear_s8_fn *linear_s8;
  ecg_linear_s8_bytes_fn *linear_s8_scratch_bytes, *linear_s8_packed_bytes;
  ecg_linear_s8_pack_fn *linear_s8_pack;
  ecg_linear_s16_fn *linear_s16;
  ecg_linear_s16_bytes_fn *linear_s16_scratch_bytes, *linear_s16_packed_bytes;
  ecg_linear_s16_pack_fn *linear_s16_pack;
  ecg_max_pool_f32_fn *max_pool_f32;
  ecg_max_pool_s8_fn *max_pool_s8;
  ecg_quantize_f32_fn *quantize_f32;
  ecg_lstm_s8_fn *lstm_s8;
  ecg_gru_s8_fn *gru_s8;
  ecg_rnn_s8_fn *rnn_s8;
} kernel_set_t;

extern const kernel_set_t set_ref, set_tested;

#endif // ECG_RT_TEST_SET_H
