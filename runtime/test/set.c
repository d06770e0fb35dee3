// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The table of the set that the include path selects, named by -DSET=<name>.
#include "set.h"
#include "conv1d_f32.h"
#include "conv1d_packed_s8.h"
#include "conv1d_s16.h"
#include "conv1d_s8.h"
#include "gru_s8.h"
#include "linear_f32.h"
#include "linear_s16.h"
#include "linear_s8.h"
#include "lstm_s8.h"
#include "max_pool_f32.h"
#include "max_pool_s8.h"
#include "quantize_f32.h"
#include "rnn_s8.h"

#define CONCAT(a, b) a##b
#define SET_SYMBOL(name) CONCAT(set_, name)
#define TEXT(name) TEXT_(name)
#define TEXT_(name) #name

const kernel_set_t SET_SYMBOL(SET) = {
    .name = TEXT(SET),
    .conv1d_f32 = ecg_conv1d_f32,
    .conv1d_f32_packed_bytes = ecg_conv1d_f32_packed_bytes,
    .conv1d_f32_pack = ecg_conv1d_f32_pack,
    .conv1d_s8 = ecg_conv1d_s8,
    .conv1d_s8_scratch_bytes = ecg_conv1d_s8_scratch_bytes,
    .conv1d_s8_packed_bytes = ecg_conv1d_s8_packed_bytes,
    .conv1d_s8_pack = ecg_conv1d_s8_pack,
#ifdef ECG_RT_CONV1D_S8_SHARES
    .conv1d_s8_output_ahead = ecg_conv1d_s8_output_ahead,
    .conv1d_s8_scratch_ahead = ecg_conv1d_s8_scratch_ahead,
    .conv1d_packed_s8_output_ahead = ecg_conv1d_packed_s8_output_ahead,
    .conv1d_packed_s8_scratch_ahead = ecg_conv1d_packed_s8_scratch_ahead,
#endif
    .conv1d_packed_s8 = ecg_conv1d_packed_s8,
    .conv1d_packed_s8_scratch_bytes = ecg_conv1d_packed_s8_scratch_bytes,
    .conv1d_packed_s8_packed_bytes = ecg_conv1d_packed_s8_packed_bytes,
    .conv1d_packed_s8_pack = ecg_conv1d_packed_s8_pack,
    .conv1d_s16 = ecg_conv1d_s16,
    .conv1d_s16_scratch_bytes = ecg_conv1d_s16_scratch_bytes,
    .conv1d_s16_packed_bytes = ecg_conv1d_s16_packed_bytes,
    .conv1d_s16_pack = ecg_conv1d_s16_pack,
    .linear_f32 = ecg_linear_f32,
    .linear_f32_pack = ecg_linear_f32_pack,
    .linear_s8 = ecg_linear_s8,
    .linear_s8_scratch_bytes = ecg_linear_s8_scratch_bytes,
    .linear_s8_packed_bytes = ecg_linear_s8_packed_bytes,
    .linear_s8_pack = ecg_linear_s8_pack,
    .linear_s16 = ecg_linear_s16,
    .linear_s16_scratch_bytes = ecg_linear_s16_scratch_bytes,
    .linear_s16_packed_bytes = ecg_linear_s16_packed_bytes,
    .linear_s16_pack = ecg_linear_s16_pack,
    .max_pool_f32 = ecg_max_pool_f32,
    .max_pool_s8 = ecg_max_pool_s8,
    .quantize_f32 = ecg_quantize_f32,
    .lstm_s8 = ecg_lstm_s8,
    .gru_s8 = ecg_gru_s8,
    .rnn_s8 = ecg_rnn_s8,
};
