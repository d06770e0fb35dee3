// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The kernel set runtime/kernels/ref, and the list of all sets.

#include "CortexM.h"
#include "KernelSetTable.h"

const ecg::KernelSet &ecg::referenceKernels() {
  static const KernelSet set = makeKernelSet("ref");
  return set;
}

const ecg::KernelSet *ecg::findKernelSet(llvm::StringRef name) {
  for (const KernelSet *set : {&referenceKernels(), &cortexMKernels()})
    if (set->name == name)
      return set;
  return nullptr;
}
