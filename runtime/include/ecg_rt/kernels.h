// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Every kernel contract of the runtime. A contract is a parameter struct
// `ecg_<kernel>_params_t` and a function type `ecg_<kernel>_fn` whose comment
// says all there is to know; a kernel set (kernels/ref, kernels/cortex-m)
// defines the function `ecg_<kernel>` of that type in `<kernel>.h`.
//
// Common to all of them:
//  - arguments: parameters, inputs, outputs, then scratch where there is one;
//  - tensors are dense, channel-first as in ONNX, of one sample (a batch is one
//    call a sample), and aligned as their elements need: one may be a part of
//    another (tables and scratch are aligned to ECG_RT_ALIGN); "real" below is
//    the value a quantized element stands for (@q_affine in docs/numerics.md);
//  - an output must not overlap an input unless the contract says "in place";
//  - parameters are trusted: the compiler proves them, the kernel does not test
//    them. Sizes and element counts are below 2^31;
//  - no kernel allocates, keeps state or calls anything but <math.h>;
//  - scratch has ecg_<kernel>_scratch_bytes(p) bytes, may hold anything before
//    and after, and may be NULL when that is 0;
//  - packed weights have ecg_<kernel>_packed_bytes(p) bytes, written by
//    ecg_<kernel>_pack(p, w, packed) on the host from the ONNX layout. The
//    three functions belong to the set: the compiler asks the set it emits.
#ifndef ECG_RT_KERNELS_H
#define ECG_RT_KERNELS_H

#include "activations.h"
#include "add.h"
#include "arg_list.h"
#include "avg_pool.h"
#include "binary_list.h"
#include "cast_list.h"
#include "compare_list.h"
#include "conv1d.h"
#include "conv2d.h"
#include "conv_nd.h"
#include "conv_transpose.h"
#include "copy.h"
#include "cum_sum_list.h"
#include "gathers.h"
#include "interp.h"
#include "layer_norm.h"
#include "linear.h"
#include "lut.h"
#include "matmul_list.h"
#include "max_pool.h"
#include "moves.h"
#include "mul.h"
#include "packed.h"
#include "pad.h"
#include "quantize.h"
#include "recurrent.h"
#include "recurrent_s8.h"
#include "reduce_list.h"
#include "scale_shift.h"
#include "softmax.h"
#include "top_k_list.h"
#include "transpose.h"
#include "unary_list.h"

#endif // ECG_RT_KERNELS_H
