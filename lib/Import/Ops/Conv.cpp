// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Convolutions.

#include "Geometry.h"
#include "Ops.h"
#include "ecg/IR/Shapes.h"

using namespace mlir;

namespace ecg {

LogicalResult importConv(Node &node) {
  const HostTensor *weight = node.requireConstant(1, "weight");
  if (!weight || !checkSignalRank(node))
    return failure();
  if (node.hasInput(2) && !node.requireConstant(2, "bias"))
    return failure();
  if (node.rank(1) != node.rank(0))
    return node.error() << "weight has shape " << formatShape(weight->shape)
                        << ", expected rank " << node.rank(0);
  Shape kernel(llvm::ArrayRef(weight->shape).drop_front(2));
  if (node.integersAttribute("kernel_shape", kernel) != kernel)
    return node.error() << "attribute 'kernel_shape' does not agree with "
                           "weight "
                        << formatShape(weight->shape);
  int64_t groups = node.integerAttribute("group", 1);
  Geometry geometry = readGeometry(node, kernel);
  Value input = node.value(0), weights = node.value(1), bias = node.value(2);
  if (node.failed())
    return failure();
  if (kernel.size() == 1)
    return node.result(node.create<Conv1dOp>(
        input, weights, bias, geometry.strides[0], geometry.pads,
        geometry.dilations[0], groups, ClampAttr()));
  return node.result(node.create<Conv2dOp>(
      input, weights, bias, geometry.strides, geometry.pads, geometry.dilations,
      groups, ClampAttr()));
}

} // namespace ecg
