// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Operators that move numbers or only rename dimensions.

#include "Ops.h"
#include "ecg/IR/Shapes.h"

using namespace mlir;

namespace ecg {

LogicalResult importFlatten(Node &node) {
  int64_t axis = node.integerAttribute("axis", 1), rank = node.rank(0);
  Value input = node.floatOrQuantized(0);
  // Flatten may also cut behind the last dimension.
  if (axis != rank)
    axis = node.normalizeAxis(axis, rank);
  if (node.failed())
    return failure();
  int64_t before = *countElements(node.shape(0).take_front(axis));
  int64_t behind = *countElements(node.shape(0).drop_front(axis));
  return node.result(node.reshape(input, {before, behind}));
}

} // namespace ecg
