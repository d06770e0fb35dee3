// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Mean and variance as layers.

#include "Moments.h"

using namespace mlir;

namespace ecg {

Moments momentsOf(Node &node, Value x, llvm::ArrayRef<int64_t> axes) {
  auto mean = [&](Value value) {
    return node.create<ReduceOp>("mean", value, axes, /*keep_dims=*/true);
  };
  Moments result;
  result.mean = mean(x);
  result.centred = node.create<BinaryOp>("sub", x, result.mean);
  result.variance =
      mean(node.create<MulOp>(result.centred, result.centred, ClampAttr()));
  return result;
}

Value deviation(Node &node, const Moments &moments, float epsilon) {
  if (node.failed())
    return {};
  Value sum =
      node.create<AddOp>(moments.variance, node.number(epsilon), ClampAttr());
  return node.create<UnaryOp>("sqrt", sum);
}

Value normalize(Node &node, Value x, llvm::ArrayRef<int64_t> axes,
                float epsilon) {
  Moments moments = momentsOf(node, x, axes);
  return node.create<BinaryOp>("div", moments.centred,
                               deviation(node, moments, epsilon));
}

Value channelVector(Node &node, unsigned index) {
  if (node.failed())
    return {};
  Shape shape(node.rank(0) - 1, 1);
  shape.front() = node.shape(0)[1];
  if (node.shape(index) == llvm::ArrayRef(node.shape(0)).slice(1, 1))
    return node.reshape(node.value(index), shape);
  node.error() << "input " << index << " needs one number a channel";
  return {};
}

Value scaleAndShift(Node &node, Value x, Value scale, Value shift) {
  return node.create<AddOp>(node.create<MulOp>(x, scale, ClampAttr()), shift,
                            ClampAttr());
}

} // namespace ecg
