// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Normalization of each channel, or of a group of channels, by its own mean and
// variance.

#include "Moments.h"
#include "Ops.h"
#include "ecg/IR/Shapes.h"

using namespace mlir;

namespace ecg {

LogicalResult importInstanceNormalization(Node &node) {
  float epsilon = node.realAttribute("epsilon", 1e-5f);
  int64_t rank = node.rank(0);
  if (!node.failed() && rank < 3)
    node.error() << "needs batch, channels and spatial dimensions";
  if (node.failed())
    return failure();
  auto axes = llvm::to_vector(llvm::seq<int64_t>(2, rank));
  Value x = node.value(0), scale = channelVector(node, 1),
        shift = channelVector(node, 2);
  return node.result(
      scaleAndShift(node, normalize(node, x, axes, epsilon), scale, shift));
}

/// Attribute `num_groups`, checked against the channels; 1 after an error.
static int64_t readGroups(Node &node) {
  int64_t groups = node.requireInteger("num_groups");
  if (node.failed())
    return 1;
  if (node.rank(0) < 3)
    node.error() << "needs batch, channels and spatial dimensions";
  else if (groups < 1 || node.shape(0)[1] % groups != 0)
    node.error() << "attribute 'num_groups' is " << groups
                 << ", which does not divide " << node.shape(0)[1]
                 << " channels";
  return node.failed() ? 1 : groups;
}

/// Input `index`, one number a group, beside rows of [batch, groups, elements].
static Value groupVector(Node &node, unsigned index, int64_t groups) {
  if (node.failed())
    return {};
  if (node.shape(index) == llvm::ArrayRef(groups))
    return node.reshape(node.value(index), {groups, 1});
  node.error() << "input " << index << " has shape "
               << formatShape(node.shape(index)) << ", expected " << groups
               << ", one number a group";
  return {};
}

// Until opset 20 scale and shift are one number a group, then one a channel.
LogicalResult importGroupNormalization(Node &node) {
  float epsilon = node.realAttribute("epsilon", 1e-5f);
  int64_t groups = readGroups(node);
  if (int64_t type = node.integerAttribute("stash_type", 1); type != 1)
    node.error() << "attribute 'stash_type' is " << type
                 << "; accepted is 1, statistics in float";
  Value x = node.value(0);
  if (node.failed())
    return failure();
  Shape shape(node.shape(0));
  Value rows =
      node.reshape(x, {shape[0], groups,
                       ShapedType::getNumElements(shape) / shape[0] / groups});
  Value normal = normalize(node, rows, {2}, epsilon);
  if (node.opset() >= 21)
    return node.result(scaleAndShift(node, node.reshape(normal, shape),
                                     channelVector(node, 1),
                                     channelVector(node, 2)));
  Value scaled = scaleAndShift(node, normal, groupVector(node, 1, groups),
                               groupVector(node, 2, groups));
  return node.failed() ? failure() : node.result(node.reshape(scaled, shape));
}

} // namespace ecg
