// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The reference kernels: the meaning of every device program.

#include "KernelTable.inc"

ecg::ErasedKernel ecg::findRefKernel(llvm::StringRef name) {
  return findKernel(name);
}
