// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What every generated model and every kernel shares: the version of the
// runtime, status codes, and the few macros that make the headers compile as
// C99 and C++17 on any compiler. No kernel contracts here: see kernels.h.
#ifndef ECG_RT_H
#define ECG_RT_H

#include <stddef.h>
#include <stdint.h>

/// Version of the runtime the generated code was written for. The major number
/// changes when a contract in this folder changes its meaning.
#define ECG_RT_VERSION_MAJOR 0
#define ECG_RT_VERSION_MINOR 1

/// What a generated `<model>_run` or `<model>_self_test` returns: 0 or a
/// negative code. Kernels themselves return nothing: the compiler has proved
/// their preconditions.
typedef enum ecg_rt_status {
  ECG_RT_OK = 0,
  ECG_RT_ERR_NULL = -1,      ///< a pointer argument is NULL
  ECG_RT_ERR_ARENA = -2,     ///< the arena is not aligned to ECG_RT_ALIGN
  ECG_RT_ERR_SELF_TEST = -3, ///< the self-test vector gave other outputs
  ECG_RT_ERR_PACKAGE = -4    ///< a model package is malformed or too new
} ecg_rt_status_t;

/// Alignment in bytes of the arena, of every buffer in it and of every weight
/// table. Kernels may load words from them.
#define ECG_RT_ALIGN 8

#if defined(__GNUC__) || defined(__clang__)
#define ECG_RT_RESTRICT __restrict__
#define ECG_RT_ALIGNED(n) __attribute__((aligned(n)))
#define ECG_RT_ALWAYS_INLINE static inline __attribute__((always_inline))
#define ECG_RT_NOINLINE static __attribute__((noinline, unused))
#else
#define ECG_RT_RESTRICT
#define ECG_RT_ALIGNED(n)
#define ECG_RT_ALWAYS_INLINE static inline
#define ECG_RT_NOINLINE static inline
#endif

/// Kernels are defined in headers and see constant parameters at the call.
#define ECG_RT_INLINE static inline

#endif // ECG_RT_H
