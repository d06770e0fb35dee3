// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The kernel sets runtime/kernels/cortex-m and cortex-m55. Users come through
// findKernelSet.

#ifndef ECG_LIB_TARGET_KERNELS_CORTEXM_H
#define ECG_LIB_TARGET_KERNELS_CORTEXM_H

#include "ecg/Target/KernelSet.h"

namespace ecg {

const KernelSet &cortexMKernels();
const KernelSet &cortexM55Kernels();

} // namespace ecg

#endif // ECG_LIB_TARGET_KERNELS_CORTEXM_H
