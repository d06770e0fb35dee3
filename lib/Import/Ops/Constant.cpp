// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Operators whose result is known at import whatever their inputs hold.

#include "Ops.h"
#include "ecg/IR/Shapes.h"
#include <cmath>

using namespace mlir;

namespace ecg {

// The value stands in exactly one of several attributes.
LogicalResult importConstant(Node &node) {
  if (node.hasAttribute("value"))
    return node.result(node.tensorAttribute("value"));
  if (node.hasAttribute("value_float"))
    return node.result(
        HostTensor::ofReals({}, {node.realAttribute("value_float", 0)}));
  if (node.hasAttribute("value_int"))
    return node.result(
        HostTensor::ofIntegers({}, {node.integerAttribute("value_int", 0)}));
  if (node.hasAttribute("value_floats")) {
    std::vector<float> reals = node.realsAttribute("value_floats");
    Shape shape = {static_cast<int64_t>(reals.size())};
    return node.result(HostTensor::ofReals(shape, std::move(reals)));
  }
  if (node.hasAttribute("value_ints")) {
    Shape list = node.integersAttribute("value_ints", {});
    return node.result(HostTensor::ofIntegers(
        {static_cast<int64_t>(list.size())}, {list.begin(), list.end()}));
  }
  return node.error() << "holds no value; accepted are the attributes value, "
                         "value_float, value_floats, value_int, value_ints";
}

LogicalResult importShape(Node &node) {
  int64_t rank = node.rank(0);
  auto bound = [&](llvm::StringRef name, int64_t otherwise) {
    int64_t axis = node.integerAttribute(name, otherwise);
    return std::clamp<int64_t>(axis < 0 ? axis + rank : axis, 0, rank);
  };
  int64_t start = bound("start", 0), end = bound("end", rank);
  llvm::ArrayRef<int64_t> part =
      node.shape(0).slice(start, std::max<int64_t>(end - start, 0));
  return node.result(
      HostTensor::ofIntegers({static_cast<int64_t>(part.size())}, part.vec()));
}

LogicalResult importSize(Node &node) {
  return node.result(
      HostTensor::ofIntegers({}, {*countElements(node.shape(0))}));
}

LogicalResult foldConstantOfShape(Node &node) {
  Shape shape(node.integers(0, "shape"));
  HostTensor value = node.hasAttribute("value") ? node.tensorAttribute("value")
                                                : HostTensor::ofReals({}, {0});
  if (node.failed() || !node.checkSize(shape))
    return failure();
  if (value.size() != 1)
    return node.error() << "attribute 'value' holds " << value.size()
                        << " elements, expected 1";
  value.shape.clear();
  return node.result(value.broadcast(shape));
}

LogicalResult foldRange(Node &node) {
  for (unsigned i = 0; i < 3; ++i)
    if (node.constant(i)->size() != 1)
      return node.error() << "start, limit and delta must be single numbers";
  auto number = [&](unsigned i) {
    return node.constant(i)->isReal() ? node.constant(i)->toReals().front()
                                      : node.constant(i)->integers.front();
  };
  double start = number(0), limit = number(1), delta = number(2);
  double count = std::ceil((limit - start) / delta);
  // Up to 2^53 all integers are exact as double.
  if (!(count < 0x1p53 && std::abs(start) < 0x1p53 && std::abs(limit) < 0x1p53))
    return node.error() << "range from " << start << " to " << limit << " by "
                        << delta << " is too large";
  int64_t length = std::max(count, 0.0);
  if (!node.checkSize(length))
    return failure();
  if (node.constant(0)->isReal()) {
    std::vector<float> reals;
    for (int64_t i = 0; i < length; ++i)
      reals.push_back(start + i * delta);
    return node.result(HostTensor::ofReals({length}, std::move(reals)));
  }
  std::vector<int64_t> integers;
  for (int64_t i = 0; i < length; ++i)
    integers.push_back(start + i * delta);
  return node.result(HostTensor::ofIntegers({length}, std::move(integers),
                                            node.constant(0)->element));
}

} // namespace ecg
