// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Losses of classifiers, as layers that are there anyway.

#include "Ops.h"

using namespace mlir;

namespace ecg {

namespace {

/// The class of each element and what it counts. No weight is 1 everywhere.
struct Targets {
  Value classes, weight;
};

Value mul(Node &node, Value a, Value b) {
  return node.create<MulOp>(a, b, ClampAttr());
}

/// Inputs 1 and 2. Ignored elements become class 0 with weight 0.
Targets readTargets(Node &node) {
  Targets targets{node.any(1), {}};
  Type integer = node.elementType(1);
  bool ignores = node.hasAttribute("ignore_index");
  int64_t ignored = node.integerAttribute("ignore_index", 0);
  Value skipped;
  if (ignores) {
    auto number = [&](int64_t n) {
      return node.materializeAs(HostTensor::ofIntegers({}, {n}), integer);
    };
    skipped = node.create<CompareOp>("equal", targets.classes, number(ignored));
    targets.classes =
        node.create<SelectOp>(skipped, number(0), targets.classes);
  }
  if (node.hasInput(2))
    targets.weight = node.create<GatherOp>(node.value(2), targets.classes, 0);
  if (ignores)
    targets.weight =
        node.create<SelectOp>(skipped, node.number(0),
                              targets.weight ? targets.weight : node.number(1));
  return targets;
}

/// -weight[class] * logs[class], reduced over all elements.
Value likelihoodLoss(Node &node, Value logs) {
  std::string reduction = node.stringAttribute("reduction", "mean");
  Targets targets = readTargets(node);
  if (node.failed())
    return {};
  Shape shape(node.shape(1)), column = shape, axes;
  column.insert(column.begin() + 1, 1);
  llvm::append_range(axes, llvm::seq<int64_t>(0, shape.size()));
  auto reduce = [&](llvm::StringRef function, Value input) {
    return node.create<ReduceOp>(function, input, axes, false);
  };
  Value picked = node.create<GatherElementsOp>(
      logs, node.reshape(targets.classes, column), 1);
  if (!picked)
    return {};
  Value loss = mul(node, node.reshape(picked, shape), node.number(-1));
  if (targets.weight)
    loss = mul(node, loss, targets.weight);
  if (reduction == "none")
    return loss;
  if (reduction == "sum")
    return reduce("sum", loss);
  if (reduction != "mean") {
    node.error() << "attribute 'reduction' is '" << reduction
                 << "'; accepted are none, sum and mean";
    return {};
  }
  if (!targets.weight)
    return reduce("mean", loss);
  return node.create<BinaryOp>("div", reduce("sum", loss),
                               reduce("sum", targets.weight));
}

/// An error unless there is one target for each vector of scores.
bool checkTargets(Node &node) {
  Shape expected(node.shape(0));
  if (expected.size() >= 2) {
    expected.erase(expected.begin() + 1);
    if (node.shape(1) == llvm::ArrayRef(expected))
      return true;
  }
  node.error() << "targets and scores differ in shape";
  return false;
}

} // namespace

LogicalResult importNegativeLogLikelihoodLoss(Node &node) {
  Value logs = node.value(0);
  if (node.failed() || !checkTargets(node))
    return failure();
  return node.result(likelihoodLoss(node, logs));
}

LogicalResult importSoftmaxCrossEntropyLoss(Node &node) {
  Value scores = node.value(0);
  if (node.failed() || !checkTargets(node))
    return failure();
  Value logs = node.create<LogSoftmaxOp>(scores, 1);
  node.setOutput(1, logs);
  return node.result(likelihoodLoss(node, logs));
}

} // namespace ecg
