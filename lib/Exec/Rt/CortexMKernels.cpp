// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The Cortex-M kernels in their portable form (no DSP instructions here), which
// take the same path through weights and scratch as on the device.

#include "KernelTable.inc"

ecg::ErasedKernel ecg::findCortexMKernel(llvm::StringRef name) {
  return findKernel(name);
}
