// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Helium (MVE) for the kernels of this set: by arm_mve.h where the compiler has
// it, in portable C where it has not, so that the same kernels are tested bit
// for bit on any host. Also what dsp.h says about optimization and inlining.
#ifndef ECG_RT_CORTEX_M55_MVE_H
#define ECG_RT_CORTEX_M55_MVE_H

#include "dsp.h"

/// Whether there are vectors of integers, and of floats.
#if defined(__ARM_FEATURE_MVE) && (__ARM_FEATURE_MVE & 1)
#define ECG_MVE 1
#include <arm_mve.h>
#else
#define ECG_MVE 0
#endif
#if ECG_MVE && (__ARM_FEATURE_MVE & 2)
#define ECG_MVE_FLOAT 1
#else
#define ECG_MVE_FLOAT 0
#endif

/// Whether inner loops are assembly: GCC 12 moves sums about in those it writes
/// itself, and they take more registers than it has without optimization.
#define ECG_MVE_ASSEMBLY (ECG_MVE && ECG_DSP_ALL_REGISTERS)

/// Names of vector registers for the list of what a statement changes.
#define ECG_MVE_CLOBBERS                                                       \
  "lr", "memory", "s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9",  \
      "s10", "s11", "s12", "s13", "s14", "s15"

/// Bytes of a vector.
#define ECG_MVE_BYTES 16

/// Vectors that hold n bytes.
ECG_RT_ALWAYS_INLINE int32_t ecg_mve_vectors(int32_t n) {
  return (n + ECG_MVE_BYTES - 1) / ECG_MVE_BYTES;
}

/// Four bytes, the lowest first.
ECG_RT_INLINE void ecg_mve_store_int(int32_t v, int8_t *to) {
  for (int32_t i = 0; i < 4; ++i)
    to[i] = (int8_t)((uint32_t)v >> 8 * i & 255);
}

/// Adds the dot product of one vector.
ECG_RT_ALWAYS_INLINE int32_t ecg_mve_dot_add(int32_t sum, const int8_t *x,
                                             const int8_t *w) {
#if ECG_MVE
  return vmladavaq_s8(sum, vldrbq_s8(w), vldrbq_s8(x));
#else
  for (int32_t i = 0; i < ECG_MVE_BYTES; ++i)
    sum += w[i] * x[i];
  return sum;
#endif
}

#endif // ECG_RT_CORTEX_M55_MVE_H
