// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Batch normalization: with constant parameters a layer, with computed ones, or
// with the statistics of the batch itself, arithmetic of other layers.

#include "Ops.h"

using namespace mlir;

namespace ecg {

namespace {

constexpr llvm::StringLiteral roles[] = {"input", "scale", "shift", "mean",
                                         "variance"};

bool updatesStatistics(Node &node) {
  for (unsigned i = 1; i < node.numOutputs(); ++i)
    if (node.hasOutput(i))
      return true;
  return false;
}

/// How a node says that it is in training mode, or nothing. From opset 14 on
/// that has a meaning of its own if the new statistics are asked for.
std::optional<llvm::StringRef> findTraining(Node &node) {
  if (node.opset() < 14 && updatesStatistics(node))
    return "it has more than one output";
  if (node.opset() < 7 && !node.integerAttribute("is_test", 0))
    return "attribute 'is_test' is 0";
  if (node.opset() >= 14 && node.integerAttribute("training_mode", 0) &&
      !updatesStatistics(node))
    return "attribute 'training_mode' is 1";
  return std::nullopt;
}

Value subtract(Node &node, Value a, Value b) {
  return node.create<BinaryOp>("sub", a, b);
}
Value add(Node &node, Value a, Value b) {
  return node.create<AddOp>(a, b, ClampAttr());
}
Value multiply(Node &node, Value a, Value b) {
  return node.create<MulOp>(a, b, ClampAttr());
}

/// One number a channel, in a shape that broadcasts to the input.
Value asChannels(Node &node, Value vector) {
  Shape shape(node.rank(0) - 1, 1);
  shape.front() = node.shape(0)[1];
  return node.reshape(vector, shape);
}

/// The mean over everything but channels, one number a channel.
Value meanOfChannels(Node &node, Value input) {
  if (node.failed())
    return {};
  llvm::ArrayRef<int64_t> shape = node.shape(0);
  int64_t inner = 1;
  for (int64_t length : shape.drop_front(2))
    inner *= length;
  input = node.reshape(input, {shape[0], shape[1], inner});
  if (shape[0] > 1)
    input = node.create<TransposeOp>(input, llvm::ArrayRef<int64_t>{1, 0, 2});
  input = node.reshape(input, {1, shape[1], shape[0] * inner});
  return node.reshape(node.create<GlobalAvgPoolOp>(input), {shape[1]});
}

/// (x - mean) / sqrt(variance + epsilon) * scale + shift.
Value normalize(Node &node, Value mean, Value variance, float epsilon) {
  Value deviation =
      node.create<UnaryOp>("sqrt", add(node, variance, node.number(epsilon)));
  Value centered = subtract(node, node.value(0), asChannels(node, mean));
  Value normal =
      node.create<BinaryOp>("div", centered, asChannels(node, deviation));
  Value scaled = multiply(node, normal, asChannels(node, node.value(1)));
  return add(node, scaled, asChannels(node, node.value(2)));
}

/// Statistics of the batch, and the running ones moved towards them.
LogicalResult importTraining(Node &node, float epsilon, float momentum) {
  Value mean = meanOfChannels(node, node.value(0));
  Value centered = subtract(node, node.value(0), asChannels(node, mean));
  Value variance = meanOfChannels(node, multiply(node, centered, centered));
  auto moved = [&](unsigned running, Value current) {
    return add(node, multiply(node, node.value(running), node.number(momentum)),
               multiply(node, current, node.number(1 - momentum)));
  };
  node.setOutput(1, moved(3, mean));
  node.setOutput(2, moved(4, variance));
  return node.result(normalize(node, mean, variance, epsilon));
}

/// False, after an error, for parameters that are not one number a channel.
bool checkParameters(Node &node) {
  if (node.rank(0) < 2) {
    node.error() << "input has rank " << node.rank(0) << ", expected 2 or more";
    return false;
  }
  for (unsigned i = 1; i < 5; ++i)
    if (node.rank(i) != 1 || node.shape(i)[0] != node.shape(0)[1]) {
      node.error() << roles[i] << " must have shape " << node.shape(0)[1]
                   << ", one number a channel";
      return false;
    }
  return true;
}

} // namespace

LogicalResult importBatchNormalization(Node &node) {
  if (auto sign = findTraining(node))
    return node.error() << "is in training mode (" << *sign
                        << "); export the model for inference";
  bool training =
      node.opset() >= 14 && node.integerAttribute("training_mode", 0);
  float epsilon = node.realAttribute("epsilon", 1e-5f);
  float momentum = node.realAttribute("momentum", 0.9f);
  if (node.opset() < 9 && !node.integerAttribute("spatial", 1))
    return node.error() << "attribute 'spatial' is 0; accepted is 1, "
                           "statistics a channel";
  bool known = !training;
  for (unsigned i = 1; i < 5; ++i)
    known &= node.constant(i) != nullptr;
  if (!known && !checkParameters(node))
    return failure();
  if (training)
    return importTraining(node, epsilon, momentum);
  if (!known)
    return node.result(normalize(node, node.value(3), node.value(4), epsilon));
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
