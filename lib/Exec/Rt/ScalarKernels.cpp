// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The kernels for cores without DSP instructions, which are plain C here, too.

#include "KernelTable.inc"

ecg::ErasedKernel ecg::findScalarKernel(llvm::StringRef name) {
  return findKernel(name);
}
