// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// ecg.resize as interpolations along one axis after the other (@resize).

#ifndef ECG_IR_RESIZEAXES_H
#define ECG_IR_RESIZEAXES_H

#include "ecg/IR/EcgOps.h"
#include "ecg/IR/ResizeTable.h"

namespace ecg {

/// The axes that a resize changes, rising; the last one where it changes none.
llvm::SmallVector<size_t> changedAxes(ResizeOp resize);

/// How dimension `d` is resized. Names belong to the attributes of `resize`.
ResizeAxis axisOf(ResizeOp resize, size_t d);

} // namespace ecg

#endif // ECG_IR_RESIZEAXES_H
