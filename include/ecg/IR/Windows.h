// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One view of the geometry of convolutions and pools, 1-D and 2-D alike, so
// that no user of it has to know how an op spells its attributes.

#ifndef ECG_IR_WINDOWS_H
#define ECG_IR_WINDOWS_H

#include "ecg/IR/EcgOps.h"

namespace ecg {

/// The window of each spatial dimension, outermost first.
using Windows = llvm::SmallVector<Window, 2>;

Windows getWindows(Conv1dOp op);
Windows getWindows(Conv2dOp op);
Windows getWindows(Conv3dOp op);
Windows getWindows(ConvTransposeOp op);
Windows getWindows(MaxPoolOp op);
Windows getWindows(MaxPoolIndicesOp op);
Windows getWindows(AvgPoolOp op);

} // namespace ecg

#endif // ECG_IR_WINDOWS_H
