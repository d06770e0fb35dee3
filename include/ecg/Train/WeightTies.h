// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Weights that are not free while they learn: pruned ones stay zero, clustered
// ones share a value.

#ifndef ECG_TRAIN_WEIGHTTIES_H
#define ECG_TRAIN_WEIGHTTIES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/BitVector.h"
#include <cstdint>
#include <vector>

namespace mlir {
class Operation;
} // namespace mlir

namespace ecg {

/// What holds together in one constant.
struct WeightTies {
  /// Of elements that stay zero.
  static constexpr int32_t zero = -1;

  mlir::Operation *constant = nullptr; ///< an ecg.constant of the function
  /// For each element the group it moves with, in [0, numGroups), or `zero`.
  std::vector<int32_t> groups;
  size_t numGroups = 0;

  /// Those that are not `kept` stay zero, the others are free.
  static WeightTies ofMask(mlir::Operation *constant,
                           const llvm::BitVector &kept);

  /// `gradients`, of the constant's elements, as the ties let them through
  /// (docs/numerics.md `@weight_ties`).
  void apply(llvm::MutableArrayRef<float> gradients) const;
};

} // namespace ecg

#endif // ECG_TRAIN_WEIGHTTIES_H
