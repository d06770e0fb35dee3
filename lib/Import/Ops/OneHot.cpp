// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// OneHot, made of comparisons with all classes and a look-up of the two values.

#include "Ops.h"

using namespace mlir;

namespace ecg {

/// The numbers from `first` on, along dimension `axis` of a tensor of `rank`.
static Value numbersAlong(Node &node, int64_t first, int64_t count,
                          int64_t axis, int64_t rank, Type element) {
  std::vector<int64_t> numbers;
  for (int64_t i = 0; i < count; ++i)
    numbers.push_back(first + i);
  Shape shape(rank, 1);
  shape[axis] = count;
  return node.materializeAs(HostTensor::ofIntegers(shape, std::move(numbers)),
                            element);
}

// Negative indices count from the end, others out of range select nothing.
LogicalResult importOneHot(Node &node) {
  const HostTensor *given = node.requireConstant(1, "depth");
  int64_t rank = node.rank(0) + 1;
  int64_t axis = node.normalizeAxis(node.integerAttribute("axis", -1), rank);
  if (node.failed())
    return failure();
  int64_t depth = given->size() == 1 ? int64_t(given->toReals().front()) : 0;
  if (depth < 1 || !node.checkSize({depth}))
    return node.failed() ? failure()
                         : node.error() << "depth is no positive number";
  Shape shape(node.shape(0));
  shape.insert(shape.begin() + axis, 1);
  Value indices = node.reshape(node.any(0), shape);
  auto equals = [&](int64_t first) {
    return node.create<CompareOp>(
        "equal", indices,
        numbersAlong(node, first, depth, axis, rank, node.elementType(0)));
  };
  Value found = node.create<BinaryOp>("or", equals(0), equals(-depth));
  if (node.failed())
    return failure();
  Type integer = IntegerType::get(found.getContext(), 64);
  return node.result(
      node.create<GatherOp>(node.any(2), node.cast(found, integer), 0));
}

} // namespace ecg
