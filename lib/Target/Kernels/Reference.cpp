// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The kernel set runtime/kernels/ref.

#include "KernelSetTable.h"

const ecg::KernelSet &ecg::referenceKernels() {
  static const KernelSet set = makeKernelSet("ref");
  return set;
}
