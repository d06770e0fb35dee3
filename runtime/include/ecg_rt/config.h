// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The choices a user may make when compiling generated code, each by a -D. The
// defaults are right; none changes a result.
#ifndef ECG_RT_CONFIG_H
#define ECG_RT_CONFIG_H

/// 1: smallest code. Kernels are then shared by all layers instead of being
/// specialised for each layer's constant parameters, and the optimization level
/// of the command line holds. Costs about 60 % speed on Cortex-M.
#ifndef ECG_RT_OPTIMIZE_SIZE
#define ECG_RT_OPTIMIZE_SIZE 0
#endif

/// Bytes of scratch a Cortex-M convolution aims to stay within by cutting its
/// input into tiles; one block of positions is the least it can do with. More
/// means fewer elements widened twice. The compiler must have been built with
/// the same value: it asks the kernels how much scratch they need.
#ifndef ECG_RT_TILE_BYTES
#define ECG_RT_TILE_BYTES 3072
#endif

/// The codes of packed weights (@packed_weights) that can be unpacked: bit i
/// for code i. A generated source names those of its model, so that the code
/// for others is left out; rows of another code would be taken for zeros.
#ifndef ECG_RT_ROW_CODES
#define ECG_RT_ROW_CODES 0xFFFF
#endif

#endif // ECG_RT_CONFIG_H
