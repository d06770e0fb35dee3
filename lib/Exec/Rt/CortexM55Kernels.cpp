// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The Cortex-M55 kernels in their portable form (no vectors here), which take
// the same path through weights and scratch as on the device.

#include "KernelTable.inc"

ecg::ErasedKernel ecg::findCortexM55Kernel(llvm::StringRef name) {
  return findKernel(name);
}
