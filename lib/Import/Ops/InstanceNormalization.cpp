// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// InstanceNormalization, made of means over the spatial dimensions.

#include "Ops.h"

using namespace mlir;

namespace ecg {

/// One number a channel, to be broadcast over a tensor of `rank`.
static Value channelVector(Node &node, unsigned index, int64_t rank) {
  Shape shape(rank - 1, 1);
  shape.front() = node.shape(0)[1];
  if (node.shape(index) != llvm::ArrayRef(node.shape(0)).slice(1, 1)) {
    node.error() << "input " << index << " needs one number a channel";
    return {};
  }
  return node.reshape(node.value(index), shape);
}

LogicalResult importInstanceNormalization(Node &node) {
  float epsilon = node.realAttribute("epsilon", 1e-5f);
  int64_t rank = node.rank(0);
  if (!node.failed() && rank < 3)
    node.error() << "needs batch, channels and spatial dimensions";
  if (node.failed())
    return failure();
  auto axes = llvm::to_vector(llvm::seq<int64_t>(2, rank));
  auto mean = [&](Value value) {
    return node.create<ReduceOp>("mean", value, axes, /*keepdims=*/true);
  };
  Value x = node.value(0), scale = channelVector(node, 1, rank),
        shift = channelVector(node, 2, rank);
  Value centred = node.create<BinaryOp>("sub", x, mean(x));
  Value variance = mean(node.create<MulOp>(centred, centred, ClampAttr()));
  Value deviation = node.create<UnaryOp>(
      "sqrt", node.create<AddOp>(variance, node.number(epsilon), ClampAttr()));
  Value normalized = node.create<BinaryOp>("div", centred, deviation);
  return node.result(node.create<AddOp>(
      node.create<MulOp>(normalized, scale, ClampAttr()), shift, ClampAttr()));
}

} // namespace ecg
