// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Dropout. A program has no random numbers, so nothing is ever dropped.

#include "../TensorProto.h"
#include "Ops.h"
#include <limits>

using namespace mlir;

namespace ecg {

namespace {

/// Whether a parameter is known and 0, which is `false`, too.
bool isZero(Node &node, unsigned index) {
  const HostTensor *tensor = node.constant(index);
  return tensor && tensor->size() == 1 &&
         (tensor->isReal() ? tensor->toReals().front() == 0
                           : tensor->integers.front() == 0);
}

/// Whether nothing is dropped whatever comes at run time.
bool isInference(Node &node) {
  return !node.hasInput(2) || isZero(node, 2) || isZero(node, 1);
}

/// The elements, or NaN once the parameters ask for random numbers: better
/// than numbers that look right.
Value unlessTraining(Node &node) {
  Type element = node.computeType();
  Value x = node.operand(0, element);
  Value isRandom = node.any(2, IntegerType::get(node.getContext(), 1));
  if (node.hasInput(1) && !node.failed()) {
    Type real = node.elementType(1);
    Value keepsAll = node.create<CompareOp>("equal", node.any(1, real),
                                            node.number(0, real));
    isRandom = node.create<BinaryOp>("and", isRandom,
                                     node.create<UnaryOp>("not", keepsAll));
  }
  if (node.failed())
    return {};
  constexpr float nan = std::numeric_limits<float>::quiet_NaN();
  return node.create<SelectOp>(isRandom, node.number(nan, element), x);
}

/// Output 1: true everywhere. Until opset 9 it has the type of the data.
void setMask(Node &node) {
  if (!node.hasOutput(1) || node.failed())
    return;
  Type element = node.opset() < 10 ? node.elementType(0)
                                   : node.typeOf(onnx::TensorProto::BOOL);
  HostTensor one = HostTensor::ofReals({}, {1});
  Shape shape(node.shape(0));
  node.setOutput(1, node.materializeAs(one.broadcast(shape), element));
}

} // namespace

LogicalResult importDropout(Node &node) {
  for (llvm::StringRef name : {"seed", "is_test", "ratio"})
    node.ignoreAttribute(name);
  setMask(node);
  if (isInference(node))
    return node.failed() ? failure() : node.forward(0);
  bool isKnown = node.constant(2) && (!node.hasInput(1) || node.constant(1));
  if (isKnown)
    return node.error() << "is in training mode; export the model for "
                           "inference";
  return node.result(unlessTraining(node));
}

} // namespace ecg
