// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Normalization with fixed statistics.

#include "Ops.h"

using namespace mlir;

namespace ecg {

/// How a node says that it updates its statistics, or nothing.
static std::optional<llvm::StringRef> findTraining(Node &node) {
  for (unsigned i = 1; i < node.numOutputs(); ++i)
    if (node.hasOutput(i))
      return "it has more than one output";
  if (node.opset() < 7 && !node.integerAttribute("is_test", 0))
    return "attribute 'is_test' is 0";
  if (node.opset() >= 14 && node.integerAttribute("training_mode", 0))
    return "attribute 'training_mode' is 1";
  return std::nullopt;
}

LogicalResult importBatchNormalization(Node &node) {
  if (auto sign = findTraining(node))
    return node.error() << "is in training mode (" << *sign
                        << "); export the model for inference";
  float epsilon = node.realAttribute("epsilon", 1e-5f);
  node.ignoreAttribute("momentum"); // only used in training
  if (node.opset() < 9 && !node.integerAttribute("spatial", 1))
    return node.error() << "attribute 'spatial' is 0; accepted is 1, "
                           "statistics a channel";
  const llvm::StringRef roles[] = {"scale", "shift", "mean", "variance"};
  for (auto [i, role] : llvm::enumerate(roles))
    if (!node.requireConstant(i + 1, role))
      return failure();
  for (auto [channel, variance] : llvm::enumerate(node.constant(4)->toReals()))
    if (!(variance + epsilon > 0))
      return node.error() << "variance of channel " << channel << " is "
                          << variance << ", epsilon is " << epsilon
                          << "; their sum must be positive";
  return node.result(node.create<BatchNormOp>(
      node.value(0), node.value(1), node.value(2), node.value(3), node.value(4),
      llvm::APFloat(epsilon)));
}

} // namespace ecg
