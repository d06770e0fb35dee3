// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The kernel set runtime/kernels/scalar. Users come through findKernelSet.

#ifndef ECG_LIB_TARGET_KERNELS_SCALAR_H
#define ECG_LIB_TARGET_KERNELS_SCALAR_H

#include "ecg/Target/KernelSet.h"

namespace ecg {

const KernelSet &scalarKernels();

} // namespace ecg

#endif // ECG_LIB_TARGET_KERNELS_SCALAR_H
