// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Element types by name, for readers of files that have no MLIR types.

#ifndef ECG_IR_ELEMENTTABLE_H
#define ECG_IR_ELEMENTTABLE_H

#include "ecg/IR/Elements.h"

namespace ecg {

/// The element type whose kernels have this suffix ("f32"), or null.
const ElementInfo *findElement(llvm::StringRef suffix);

} // namespace ecg

#endif // ECG_IR_ELEMENTTABLE_H
