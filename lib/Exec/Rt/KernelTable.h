// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The C kernels of each set by name, callable without knowing their signature.

#ifndef ECG_LIB_EXEC_RT_KERNELTABLE_H
#define ECG_LIB_EXEC_RT_KERNELTABLE_H

#include "llvm/ADT/StringRef.h"

namespace ecg {

/// Calls a kernel: `params` is its struct, `buffers` its pointers in order.
using ErasedKernel = void (*)(const void *params, void *const *buffers);

/// The kernel called `name` ("ecg_conv1d_s8"), or null.
ErasedKernel findRefKernel(llvm::StringRef name);
ErasedKernel findCortexMKernel(llvm::StringRef name);
ErasedKernel findCortexM55Kernel(llvm::StringRef name);
ErasedKernel findScalarKernel(llvm::StringRef name);

} // namespace ecg

#endif // ECG_LIB_EXEC_RT_KERNELTABLE_H
