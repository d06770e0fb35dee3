// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Weights to start from.

#include "Constants.h"
#include "ecg/Data/Random.h"
#include "ecg/IR/Constants.h"
#include "ecg/IR/EcgOps.h"
#include "ecg/Train/Trainer.h"
#include <cmath>

using namespace mlir;

namespace ecg {

namespace {

ArrayRef<int64_t> shapeOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape();
}

/// Products of that many terms reach an output of `layer`.
double fanIn(ExecOpInterface layer) {
  if (isa<LstmOp, GruOp, RnnOp>(layer))
    return shapeOf(layer->getOperand(2)).back(); // the hidden size
  for (OpOperand &operand : layer->getOpOperands()) {
    ArrayRef<int64_t> shape = shapeOf(operand.get());
    if (layer.getOperandRole(operand.getOperandNumber()) !=
            OperandRole::Weight ||
        shape.size() < 2)
      continue;
    double terms = 1;
    for (int64_t dim : shape.drop_front())
      terms *= dim;
    return terms;
  }
  return 1;
}

/// What an operand of a layer that normalizes has when it changes nothing.
std::optional<float> identityOf(OpOperand &use) {
  if (!isa<BatchNormOp, LayerNormOp>(use.getOwner()))
    return std::nullopt;
  // Scale, shift, mean, variance.
  return use.getOperandNumber() % 3 == 1 ? 1.0f : 0.0f;
}

/// Nothing for constants that no layer learns or keeps statistics in.
std::optional<std::vector<float>> draw(ConstantOp constant, uint64_t seed,
                                       uint64_t number) {
  size_t size = cast<RankedTensorType>(constant.getType()).getNumElements();
  for (OpOperand &use : constant->getUses()) {
    if (std::optional<float> value = identityOf(use))
      return std::vector<float>(size, *value);
    auto layer = dyn_cast<ExecOpInterface>(use.getOwner());
    if (!layer ||
        layer.getOperandRole(use.getOperandNumber()) != OperandRole::Weight)
      continue;
    portable::Random random({seed, number});
    double bound = 1 / std::sqrt(fanIn(layer));
    std::vector<float> values(size);
    for (float &value : values)
      value = random.uniform(-bound, bound);
    return values;
  }
  return std::nullopt;
}

} // namespace

void initializeWeights(func::FuncOp function, uint64_t seed) {
  separateConstants(function);
  uint64_t number = 0;
  for (auto constant : function.front().getOps<ConstantOp>()) {
    auto type = cast<RankedTensorType>(constant.getType());
    if (!type.getElementType().isF32())
      continue;
    if (auto values = draw(constant, seed, number++))
      constant.setValueAttr(makeElements<float>(type, *values));
  }
}

} // namespace ecg
