// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which rows of rounded weights become coarser. Private to the room.

#ifndef ECG_LIB_TRAIN_COARSERROWS_H
#define ECG_LIB_TRAIN_COARSERROWS_H

#include "ecg/Train/Trainer.h"

namespace ecg {

/// Gives rows of `function` coarser types, those first that lose least a byte
/// saved (@type_loss), until storedBytes() is at most `bytes` or no type is
/// left. Weights stay; their new scales have the least loss.
void makeCoarser(mlir::func::FuncOp function, int64_t bytes,
                 const SecondMoments &moments);

} // namespace ecg

#endif // ECG_LIB_TRAIN_COARSERROWS_H
