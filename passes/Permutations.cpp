// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Orders of dimensions under transposes and reshapes.

#include "Permutations.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"

using namespace mlir;

namespace ecg {

std::vector<size_t> transposedOrder(ArrayRef<int64_t> shape,
                                    ArrayRef<int64_t> permutation) {
  SmallVector<int64_t> strides = computeStrides(shape);
  SmallVector<int64_t> outer = applyPermutation(shape, permutation);
  SmallVector<int64_t> outerStrides = computeStrides(outer);
  std::vector<size_t> order(computeProduct(shape));
  for (size_t i = 0; i < order.size(); ++i) {
    SmallVector<int64_t> position = delinearize(i, outerStrides);
    for (size_t d = 0; d < position.size(); ++d)
      order[i] += position[d] * strides[permutation[d]];
  }
  return order;
}

bool movesOnlyUnits(ArrayRef<int64_t> shape, ArrayRef<int64_t> permutation) {
  int64_t last = -1;
  for (int64_t dim : permutation) {
    if (shape[dim] == 1)
      continue;
    if (dim < last)
      return false;
    last = dim;
  }
  return true;
}

namespace {

/// Dimensions [begin, end) of two shapes that hold the same elements.
struct Group {
  size_t fromBegin, fromEnd, toBegin, toEnd;
};

/// The smallest groups a reshape maps onto each other, in order.
SmallVector<Group> groupDims(ArrayRef<int64_t> from, ArrayRef<int64_t> to) {
  SmallVector<Group> groups;
  size_t f = 0, t = 0;
  while (f < from.size() && t < to.size()) {
    Group group{f, f + 1, t, t + 1};
    int64_t left = from[f++], right = to[t++];
    while (left != right)
      if (left < right)
        left *= from[f++];
      else
        right *= to[t++];
    group.fromEnd = f;
    group.toEnd = t;
    groups.push_back(group);
  }
  // What is left has size 1.
  if (!groups.empty()) {
    groups.back().fromEnd = from.size();
    groups.back().toEnd = to.size();
  }
  return groups;
}

/// Where a group is in the order `positions`, or nothing when its dimensions
/// above size 1 are torn apart or turned around there.
std::optional<int64_t> findBlock(const Group &group, ArrayRef<int64_t> from,
                                 ArrayRef<int64_t> order) {
  SmallVector<int64_t> large = llvm::to_vector(llvm::make_filter_range(
      order, [&](int64_t dim) { return from[dim] != 1; }));
  std::optional<int64_t> first;
  int64_t next = 0;
  for (size_t dim = group.fromBegin; dim < group.fromEnd; ++dim) {
    if (from[dim] == 1)
      continue;
    int64_t at = llvm::find(large, dim) - large.begin();
    if (first && at != next)
      return std::nullopt;
    if (!first)
      first = llvm::find(order, dim) - order.begin();
    next = at + 1;
  }
  return first ? first : llvm::find(order, group.fromBegin) - order.begin();
}

} // namespace

std::optional<Order> movePastReshape(ArrayRef<int64_t> from,
                                     ArrayRef<int64_t> to,
                                     ArrayRef<int64_t> inner) {
  SmallVector<std::pair<int64_t, Group>> blocks;
  for (const Group &group : groupDims(from, to)) {
    std::optional<int64_t> at = findBlock(group, from, inner);
    if (!at)
      return std::nullopt;
    blocks.push_back({*at, group});
  }
  llvm::sort(blocks, llvm::less_first()); // positions differ
  Order outer;
  for (auto &[at, group] : blocks)
    llvm::append_range(outer, llvm::seq<int64_t>(group.toBegin, group.toEnd));
  return outer.size() == to.size() ? std::optional(outer) : std::nullopt;
}

} // namespace ecg
