// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The kernel set runtime/kernels/cortex-m, on top of ref.

#include "CortexM.h"
#include "KernelSetTable.h"

const ecg::KernelSet &ecg::cortexMKernels() {
  static const KernelSet set = makeKernelSet("cortex-m");
  return set;
}
