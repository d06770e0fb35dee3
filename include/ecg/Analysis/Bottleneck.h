// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How little of its input a network carries on: the gain of a compressor.

#ifndef ECG_ANALYSIS_BOTTLENECK_H
#define ECG_ANALYSIS_BOTTLENECK_H

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace ecg {

/// The fewest values that later layers of an `ecg` function still need after
/// some layer, in the order of the function: what an autoencoder cut in two
/// there would transmit. Constants and what is computed of nothing else do not
/// count, nor does the cut behind the last layer. 0 where the function has no
/// such place.
int64_t narrowestCut(mlir::func::FuncOp function);

} // namespace ecg

#endif // ECG_ANALYSIS_BOTTLENECK_H
