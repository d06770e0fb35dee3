// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Contract of 1-D convolution with an optional fused max-pool and clamp.
#ifndef ECG_RT_CONV1D_H
#define ECG_RT_CONV1D_H

#include "ecg_rt.h"

/// Shape of a 1-D convolution. Convolution position q in [0, lout) reads input
/// positions q*stride - pad_left + k*dilation, k in [0, kernel); positions
/// outside [0, lin) are padding. Output j in [0, lpool) is the maximum over
/// positions j*pool_stride + [0, pool_kernel), all below lout. Without a fused
/// pool: pool_kernel = pool_stride = 1, lpool = lout.
/// cin and cout are multiples of groups.
typedef struct ecg_conv1d_f32_params {
  int32_t cin, lin, cout, lout;
  int32_t kernel, stride, dilation, groups, pad_left;
  int32_t pool_kernel, pool_stride, lpool;
  float act_min, act_max; ///< -INFINITY and INFINITY: no clamp
} ecg_conv1d_f32_params_t;

typedef struct ecg_conv1d_s8_params {
  int32_t cin, lin, cout, lout;
  int32_t kernel, stride, dilation, groups, pad_left;
  int32_t pool_kernel, pool_stride, lpool;
  int32_t in_zp, out_zp;    ///< in [-128, 127]
  int32_t act_min, act_max; ///< quantized, -128 <= act_min <= act_max <= 127
  /// 1 where channels are last: x is [lin][cin], y is [lpool][cout]. Only sets
  /// with the companions below take 1, for groups = 1.
  int32_t in_last, out_last;
} ecg_conv1d_s8_params_t;

/// @conv_f32: acc[c][q] = bias[c] + sum over i, then k, of
/// w[c][i][k] * x[i'][..] in float32 and in this order, where
/// i' = i + (c / (cout/groups)) * (cin/groups);
/// y[c][j] = clamp(max of acc over the pool window, act_min, act_max).
/// x: [cin][lin]. w: packed from [cout][cin/groups][kernel]. bias: [cout].
/// y: [cout][lpool]. The result of a NaN is unspecified.
typedef void ecg_conv1d_f32_fn(const ecg_conv1d_f32_params_t *p, const float *x,
                               const float *w, const float *bias, float *y);

/// @conv1d_s8: acc[c][q] = bias[c] + sum of w[c][i][k] * (x[i'][..] - in_zp)
/// in int32, padding adding 0; then @pool_on_accumulators, then
/// y[c][j] = clamp(out_zp + @requant(acc, mult[c], shift[c]), act_min,
/// act_max).
/// The caller proves that neither the sum nor any part of it leaves int32:
/// 127 * 255 * kernel * cin/groups + |bias[c]| < 2^31.
/// x: int8 [cin][lin]. w: packed from int8 [cout][cin/groups][kernel], values
/// in [-127, 127]. bias: int32 [cout], scale s_x*s_w[c]. mult: int32 [cout], 0
/// or in [2^30, 2^31). shift: int8 [cout] in [1, 62]. y: int8 [cout][lpool].
/// scratch: aligned to 4.
typedef void ecg_conv1d_s8_fn(const ecg_conv1d_s8_params_t *p, const int8_t *x,
                              const int8_t *w, const int32_t *bias,
                              const int32_t *mult, const int8_t *shift,
                              int8_t *y, void *scratch);

/// @conv1d_s16: the same on int16 (@q_int16) with int8 weights: zero points 0,
/// act_min and act_max in [-32768, 32767], sums in int64, @requant_wide. mult:
/// 0 or in [2^23, 2^24). The caller proves |acc| <= 2^38.
typedef ecg_conv1d_s8_params_t ecg_conv1d_s16_params_t;
typedef void ecg_conv1d_s16_fn(const ecg_conv1d_s16_params_t *p,
                               const int16_t *x, const int8_t *w,
                               const int32_t *bias, const int32_t *mult,
                               const int8_t *shift, int16_t *y, void *scratch);

/// Host-callable companions, defined by each set beside the kernel:
///   size_t ecg_conv1d_s8_scratch_bytes(const ecg_conv1d_s8_params_t *p);
///   size_t ecg_conv1d_s8_packed_bytes(const ecg_conv1d_s8_params_t *p);
///   void ecg_conv1d_s8_pack(p, const int8_t *w, int8_t *packed);
/// the same three for s16,
///   size_t ecg_conv1d_f32_packed_bytes(const ecg_conv1d_f32_params_t *p);
///   void ecg_conv1d_f32_pack(p, const float *w, float *packed);
/// A set whose conv1d_s8.h defines ECG_RT_CONV1D_S8_SHARES also has, for s8 and
/// packed s8,
///   int32_t ecg_conv1d_s8_output_ahead(const ecg_conv1d_s8_params_t *p);
///   int32_t ecg_conv1d_s8_scratch_ahead(const ecg_conv1d_s8_params_t *p);
/// Bytes by which y, and scratch, begin before x at least, where the call may
/// overwrite x: then no byte is written before its last use as input. Negative:
/// they may begin so far behind x. ECG_RT_APART: they must not share a byte.
#define ECG_RT_APART INT32_MAX
#define ECG_RT_ANYWHERE (-(1 << 30))
typedef int32_t ecg_conv1d_s8_ahead_fn(const ecg_conv1d_s8_params_t *p);
typedef size_t ecg_conv1d_s8_bytes_fn(const ecg_conv1d_s8_params_t *p);
typedef void ecg_conv1d_s8_pack_fn(const ecg_conv1d_s8_params_t *p,
                                   const int8_t *w, int8_t *packed);
typedef ecg_conv1d_s8_bytes_fn ecg_conv1d_s16_bytes_fn;
typedef ecg_conv1d_s8_pack_fn ecg_conv1d_s16_pack_fn;
typedef size_t ecg_conv1d_f32_bytes_fn(const ecg_conv1d_f32_params_t *p);
typedef void ecg_conv1d_f32_pack_fn(const ecg_conv1d_f32_params_t *p,
                                    const float *w, float *packed);

#endif // ECG_RT_CONV1D_H
