// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which code each group of weights gets under a budget of bytes: a knapsack of
// many choices, one for each group. Plain arrays, no MLIR types; what a choice
// loses is told by others.

#ifndef ECG_COMPRESS_BITBUDGET_H
#define ECG_COMPRESS_BITBUDGET_H

#include "llvm/ADT/ArrayRef.h"
#include <cstdint>
#include <vector>

namespace ecg {

/// One code a group could have.
struct BitChoice {
  int64_t code;
  double bytes; ///< below 0 where it saves bytes of others, too
  double loss;  ///< by how much the loss of the network would grow
};

/// For each group, of whose choices the first is the one it has, the index of
/// the choice it gets: losses are least where the bytes of all fall by `save`
/// or more (`@bit_budget`). Steps along the lower convex hull of each group's
/// choices, the least loss a byte first: no mixture of codes is better than the
/// last step (the relaxed multiple-choice knapsack: Sinha and Zoltners 1979).
std::vector<size_t> chooseBits(llvm::ArrayRef<std::vector<BitChoice>> groups,
                               double save);

} // namespace ecg

#endif // ECG_COMPRESS_BITBUDGET_H
