// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Orders of dimensions and of elements, as plain numbers. What moves past what
// is the business of SinkTransposes.

#ifndef ECG_PASSES_PERMUTATIONS_H
#define ECG_PASSES_PERMUTATIONS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>
#include <vector>

namespace ecg {

using Order = llvm::SmallVector<int64_t>;

/// Row-major positions of the elements of transpose(x) in x, for x of `shape`.
std::vector<size_t> transposedOrder(llvm::ArrayRef<int64_t> shape,
                                    llvm::ArrayRef<int64_t> permutation);

/// Whether the permutation leaves all elements where they are: it only moves
/// dimensions of size 1.
bool movesOnlyUnits(llvm::ArrayRef<int64_t> shape,
                    llvm::ArrayRef<int64_t> permutation);

/// The `outer` of
///   transpose(reshape(x), outer) = reshape(transpose(x, inner))
/// where the reshapes go from `from` to `to` and, on the right, between these
/// shapes in their new orders. Nothing when dimensions that the reshape merges
/// or splits do not stay side by side.
std::optional<Order> movePastReshape(llvm::ArrayRef<int64_t> from,
                                     llvm::ArrayRef<int64_t> to,
                                     llvm::ArrayRef<int64_t> inner);

} // namespace ecg

#endif // ECG_PASSES_PERMUTATIONS_H
