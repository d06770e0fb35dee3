// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Removes channels at random and compares what is left with the masked
// original.

#ifndef ECG_TEST_UNIT_ANALYSIS_REMOVAL_H
#define ECG_TEST_UNIT_ANALYSIS_REMOVAL_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include <string>

namespace ecg {

struct RemovalResult {
  /// What is wrong; empty: nothing.
  std::string error;
  /// How many channels went, and whether the outputs felt it.
  int64_t removed = 0;
  bool changed = false;
};

/// Removes `share` of the channels of removable groups of a float function,
/// each by chance; of a group at least one when `all` is set, otherwise of some
/// groups only. Outputs may differ by 1e-4 of the largest number.
RemovalResult removeAtRandom(mlir::func::FuncOp function, unsigned seed,
                             double share, bool all = false);

std::string textOf(mlir::Operation *op);

} // namespace ecg

#endif // ECG_TEST_UNIT_ANALYSIS_REMOVAL_H
