// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The table of one kernel set. Included by one translation unit a set, whose
// include path decides which files of runtime/kernels the names below mean.

#ifndef ECG_LIB_TARGET_KERNELS_KERNELSETTABLE_H
#define ECG_LIB_TARGET_KERNELS_KERNELSETTABLE_H

#include "ecg/Target/KernelSet.h"

#include "conv1d_f32.h"
#include "conv1d_packed_s8.h"
#include "conv1d_s16.h"
#include "conv1d_s8.h"
#include "conv2d_f32.h"
#include "conv2d_packed_s8.h"
#include "conv2d_s16.h"
#include "conv2d_s8.h"
#include "linear_f32.h"
#include "linear_packed_s8.h"
#include "linear_s16.h"
#include "linear_s8.h"

#ifdef ECG_RT_CONV1D_S8_SHARES
#define ECG_CONV1D_S8_AHEAD(kernel)                                            \
  , ecg_##kernel##_output_ahead, ecg_##kernel##_scratch_ahead
#else
#define ECG_CONV1D_S8_AHEAD(kernel)
#endif

namespace ecg {

static KernelSet makeKernelSet(llvm::StringLiteral name) {
  return {name,
          {{ecg_conv1d_f32_packed_bytes, ecg_conv1d_f32_pack},
           {ecg_conv1d_s8_packed_bytes, ecg_conv1d_s8_pack,
            ecg_conv1d_s8_scratch_bytes ECG_CONV1D_S8_AHEAD(conv1d_s8)},
           {ecg_conv2d_f32_packed_bytes, ecg_conv2d_f32_pack},
           {ecg_conv2d_s8_packed_bytes, ecg_conv2d_s8_pack,
            ecg_conv2d_s8_scratch_bytes},
           {ecg_linear_f32_packed_bytes, ecg_linear_f32_pack},
           {ecg_linear_s8_packed_bytes, ecg_linear_s8_pack,
            ecg_linear_s8_scratch_bytes},
           {ecg_conv1d_s16_packed_bytes, ecg_conv1d_s16_pack,
            ecg_conv1d_s16_scratch_bytes},
           {ecg_conv2d_s16_packed_bytes, ecg_conv2d_s16_pack,
            ecg_conv2d_s16_scratch_bytes},
           {ecg_linear_s16_packed_bytes, ecg_linear_s16_pack,
            ecg_linear_s16_scratch_bytes},
           {ecg_conv1d_packed_s8_packed_bytes, ecg_conv1d_packed_s8_pack,
            ecg_conv1d_packed_s8_scratch_bytes ECG_CONV1D_S8_AHEAD(
                conv1d_packed_s8)},
           {ecg_conv2d_packed_s8_packed_bytes, ecg_conv2d_packed_s8_pack,
            ecg_conv2d_packed_s8_scratch_bytes},
           {ecg_linear_packed_s8_packed_bytes, ecg_linear_packed_s8_pack,
            ecg_linear_packed_s8_scratch_bytes}}};
}

} // namespace ecg

#endif // ECG_LIB_TARGET_KERNELS_KERNELSETTABLE_H
