// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Comparisons (contract: compare_list.h).
#ifndef ECG_RT_REF_COMPARE_H
#define ECG_RT_REF_COMPARE_H

#include "broadcast.h"
#include "compare_list.h"

#define ECG_RT_DEFINE_COMPARE(function, suffix, type, value)                   \
  ECG_RT_DEFINE_BROADCAST(function, suffix, type, uint8_t, value)
ECG_RT_COMPARE_KERNELS(ECG_RT_DEFINE_COMPARE)
#undef ECG_RT_DEFINE_COMPARE

#endif // ECG_RT_REF_COMPARE_H
