// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The layers of ECGNet for benchmarks: quantization of the input, 7
// convolutions with fused pools, 2 linear layers; 2,436,288 products.
#ifndef ECG_RT_TEST_ECGNET_LAYERS_H
#define ECG_RT_TEST_ECGNET_LAYERS_H

#include "conv1d.h"
#include "linear.h"
#include "quantize.h"

/// Parameters of a convolution that keeps lout = (lin + 2*pad - k)/s + 1.
#define CONV(CIN, LIN, COUT, LOUT, K, S, PAD, PK, PS, LPOOL)                   \
  {.cin = CIN,                                                                 \
   .lin = LIN,                                                                 \
   .cout = COUT,                                                               \
   .lout = LOUT,                                                               \
   .kernel = K,                                                                \
   .stride = S,                                                                \
   .dilation = 1,                                                              \
   .groups = 1,                                                                \
   .pad_left = PAD,                                                            \
   .pool_kernel = PK,                                                          \
   .pool_stride = PS,                                                          \
   .lpool = LPOOL,                                                             \
   .in_zp = -7,                                                                \
   .out_zp = -128,                                                             \
   .act_min = -128,                                                            \
   .act_max = 127}

static const ecg_conv1d_s8_params_t c0 =
    CONV(1, 3600, 8, 1800, 16, 2, 7, 8, 4, 449);
static const ecg_conv1d_s8_params_t c1 =
    CONV(8, 449, 12, 224, 12, 2, 5, 4, 2, 111);
static const ecg_conv1d_s8_params_t c2 =
    CONV(12, 111, 32, 111, 9, 1, 4, 5, 2, 54);
static const ecg_conv1d_s8_params_t c3 =
    CONV(32, 54, 64, 54, 7, 1, 3, 4, 2, 26);
static const ecg_conv1d_s8_params_t c4 =
    CONV(64, 26, 64, 26, 5, 1, 2, 2, 2, 13);
static const ecg_conv1d_s8_params_t c5 = CONV(64, 13, 64, 13, 3, 1, 1, 2, 2, 6);
static const ecg_conv1d_s8_params_t c6 = CONV(64, 6, 72, 6, 3, 1, 1, 2, 2, 3);
static const ecg_quantize_f32_params_t q0 = {3600, 0.0473f, -7};
static const ecg_linear_s8_params_t f0 = {1, 216, 64, -128, -128, -128, 127};
static const ecg_linear_s8_params_t f1 = {1, 64, 17, -128, 5, -128, 127};

#endif // ECG_RT_TEST_ECGNET_LAYERS_H
