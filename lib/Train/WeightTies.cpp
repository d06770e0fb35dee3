// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Gradients of weights that hold together.

#include "ecg/Train/WeightTies.h"
#include "llvm/ADT/STLExtras.h"

namespace ecg {

WeightTies WeightTies::ofMask(mlir::Operation *constant,
                              const llvm::BitVector &kept) {
  WeightTies ties{constant, std::vector<int32_t>(kept.size(), zero), 0};
  for (unsigned i : kept.set_bits())
    ties.groups[i] = static_cast<int32_t>(ties.numGroups++);
  return ties;
}

void WeightTies::apply(llvm::MutableArrayRef<float> gradients) const {
  std::vector<float> sums(numGroups);
  for (auto [group, gradient] : llvm::zip_equal(groups, gradients))
    if (group != zero)
      sums[group] += gradient;
  for (auto [group, gradient] : llvm::zip_equal(groups, gradients))
    gradient = group == zero ? 0 : sums[group];
}

} // namespace ecg
