// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Local response normalization, as arithmetic around an average pool along the
// channels.

#include "Geometry.h"
#include "Ops.h"

using namespace mlir;

namespace ecg {

// x / (bias + alpha * mean of squares over `size` neighbouring channels) ^
// beta; channels outside count as zeros.
LogicalResult importLrn(Node &node) {
  float alpha = node.realAttribute("alpha", 1e-4f);
  float beta = node.realAttribute("beta", 0.75f);
  float bias = node.realAttribute("bias", 1.0f);
  int64_t size = node.requireInteger("size");
  if (node.failed() || !checkSpatialRank(node, 4))
    return failure();
  if (size < 1 || size > maxGeometry)
    return node.error() << "attribute 'size' is " << size
                        << ", expected a positive number";
  Value input = node.value(0);
  if (node.failed())
    return failure();
  int64_t batch = node.shape(0)[0], channels = node.shape(0)[1];
  int64_t inner = ShapedType::getNumElements(node.shape(0).drop_front(2));
  Value squares = node.create<MulOp>(input, input, ClampAttr());
  Shape pads = {(size - 1) / 2, 0, size / 2, 0};
  Value means = node.create<AvgPoolOp>(
      node.reshape(squares, {batch, 1, channels, inner}), Shape{size, 1},
      Shape{1, 1}, DenseI64ArrayAttr::get(input.getContext(), pads),
      /*ceil_mode=*/false, /*count_include_pad=*/true);
  Value sum =
      node.create<AddOp>(node.create<MulOp>(node.reshape(means, node.shape(0)),
                                            node.number(alpha), ClampAttr()),
                         node.number(bias), ClampAttr());
  Value power = node.create<BinaryOp>("pow", sum, node.number(beta));
  return node.result(node.create<BinaryOp>("div", input, power));
}

} // namespace ecg
