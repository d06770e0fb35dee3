// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a program without some channels has to compute, by the program that has
// them all: readers see zeros in their place, normalizers look at the others
// (ecg/Analysis/ChannelGroups.h).

#ifndef ECG_TEST_UNIT_ANALYSIS_MASKEDORIGINAL_H
#define ECG_TEST_UNIT_ANALYSIS_MASKEDORIGINAL_H

#include "ecg/Analysis/RemoveChannels.h"

namespace ecg {

/// A copy of `function` behind it, named `masked`.
mlir::func::FuncOp makeMaskedOriginal(mlir::func::FuncOp function,
                                      llvm::ArrayRef<ChannelRemoval> removals);

} // namespace ecg

#endif // ECG_TEST_UNIT_ANALYSIS_MASKEDORIGINAL_H
