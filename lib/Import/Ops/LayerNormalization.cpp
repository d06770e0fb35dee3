// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Normalization over the last dimensions.

#include "Moments.h"
#include "Ops.h"
#include "ecg/IR/Shapes.h"

using namespace mlir;

namespace ecg {

/// A parameter of a layer norm as a vector with one entry a normalized element.
static Value parameterVector(Node &node, unsigned index,
                             llvm::ArrayRef<int64_t> normalized) {
  int64_t count = ShapedType::getNumElements(normalized);
  llvm::ArrayRef<int64_t> shape = node.shape(index);
  const HostTensor *constant = node.constant(index);
  if (!constant && ShapedType::getNumElements(shape) == count)
    return node.reshape(node.value(index), count);
  if (constant && broadcastShapes(shape, normalized) == Shape(normalized))
    return node.materialize(
        constant->withReals().broadcast(normalized).reshaped({count}));
  node.error() << "input " << index << " has shape " << formatShape(shape)
               << ", expected " << formatShape(normalized);
  return {};
}

/// Mean and inverse deviation as outputs of their own, which the layer does not
/// keep. They are removed again where nobody reads them.
static void setStatistics(Node &node, llvm::ArrayRef<int64_t> axes,
                          float epsilon) {
  Moments moments = momentsOf(node, node.value(0), axes);
  node.setOutput(1, moments.mean);
  node.setOutput(2, node.create<BinaryOp>("div", node.number(1),
                                          deviation(node, moments, epsilon)));
}

LogicalResult importLayerNormalization(Node &node) {
  int64_t axis =
      node.normalizeAxis(node.integerAttribute("axis", -1), node.rank(0));
  float epsilon = node.realAttribute("epsilon", 1e-5f);
  if (int64_t type = node.integerAttribute("stash_type", 1); type != 1)
    node.error() << "attribute 'stash_type' is " << type
                 << "; accepted is 1, statistics in float";
  if (node.failed())
    return failure();
  llvm::ArrayRef<int64_t> normalized = node.shape(0).drop_front(axis);
  Value scale = parameterVector(node, 1, normalized);
  Value shift = node.hasInput(2)
                    ? parameterVector(node, 2, normalized)
                    : node.splat(ShapedType::getNumElements(normalized), 0);
  auto axes = llvm::to_vector(llvm::seq<int64_t>(axis, node.rank(0)));
  if (node.hasOutput(1) || node.hasOutput(2))
    setStatistics(node, axes, epsilon);
  return node.result(node.create<LayerNormOp>(node.value(0), scale, shift, axes,
                                              llvm::APFloat(epsilon)));
}

} // namespace ecg
