// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Normalization over the last dimensions.

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

LogicalResult importLayerNormalization(Node &node) {
  int64_t axis =
      node.normalizeAxis(node.integerAttribute("axis", -1), node.rank(0));
  float epsilon = node.realAttribute("epsilon", 1e-5f);
  if (int64_t type = node.integerAttribute("stash_type", 1); type != 1)
    node.error() << "attribute 'stash_type' is " << type
                 << "; accepted is 1, statistics in float";
  for (unsigned i : {1, 2})
    if (!node.failed() && node.hasOutput(i))
      node.error() << "output " << i
                   << " is not supported: statistics are not kept";
  if (node.failed())
    return failure();
  llvm::ArrayRef<int64_t> normalized = node.shape(0).drop_front(axis);
  Value scale = parameterVector(node, 1, normalized);
  Value shift = node.hasInput(2)
                    ? parameterVector(node, 2, normalized)
                    : node.splat(ShapedType::getNumElements(normalized), 0);
  return node.result(node.create<LayerNormOp>(
      node.value(0), scale, shift,
      llvm::to_vector(llvm::seq<int64_t>(axis, node.rank(0))),
      llvm::APFloat(epsilon)));
}

} // namespace ecg
