// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The kernel set runtime/kernels/cortex-m55, on top of cortex-m.

#include "CortexM.h"
#include "KernelSetTable.h"

const ecg::KernelSet &ecg::cortexM55Kernels() {
  static const KernelSet set = makeKernelSet("cortex-m55");
  return set;
}
