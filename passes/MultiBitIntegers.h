// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Multi-bit weights as the integers a device will see.

#ifndef ECG_PASSES_MULTIBITINTEGERS_H
#define ECG_PASSES_MULTIBITINTEGERS_H

#include "ecg/Compress/BitLevels.h"
#include "ecg/IR/EcgOps.h"

namespace ecg {

/// All weights of a layer in its unit (docs/numerics.md `@alpha_units`).
struct MultiBitIntegers {
  WeightGroups groups;
  std::vector<float> alphas; ///< what `table` points into
  AlphaTable<float> table;
  AlphaUnits units;
  std::vector<int64_t> weights;

  /// Nothing where weights or coordinates are no constants.
  static std::unique_ptr<MultiBitIntegers> get(FakeMultiBitOp op);

  /// The coordinates of a group, in units.
  llvm::SmallVector<int64_t> alphasOf(int64_t group) const;

  /// int8 weights and the scale of each row, as multiples of one unit: what
  /// the coordinates of a row have in common is taken into its scale.
  std::pair<std::vector<int8_t>, std::vector<double>> makeRows() const;

private:
  int64_t commonFactor(int64_t row) const;
};

} // namespace ecg

#endif // ECG_PASSES_MULTIBITINTEGERS_H
