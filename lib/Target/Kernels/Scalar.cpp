// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The kernel set runtime/kernels/scalar, on top of ref.

#include "Scalar.h"
#include "KernelSetTable.h"

const ecg::KernelSet &ecg::scalarKernels() {
  static const KernelSet set = makeKernelSet("scalar");
  return set;
}
