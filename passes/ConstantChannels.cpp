// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Constant channels start at rows of zeros and end where channels are mixed.

#include "ConstantChannels.h"
#include "ecg/IR/Constants.h"

using namespace mlir;

namespace ecg {

/// Channels of a dimension, also those of other groups.
static size_t countChannels(const GroupDim &dim) {
  return cast<RankedTensorType>(dim.value.getType()).getDimSize(dim.dim);
}

static float limit(float x, ClampAttr clamp) {
  return clamp ? std::min(std::max(x, clamp.getMin()), clamp.getMax()) : x;
}

const Constants &ConstantChannels::of(Value value) {
  auto it = known.find(value);
  if (it != known.end())
    return it->second;
  Constants constants(group.channels);
  if (Operation *op = value.getDefiningOp(); op && group.find(value))
    compute(op, constants);
  return known[value] = std::move(constants);
}

void ConstantChannels::compute(Operation *op, Constants &constants) {
  if (isa<Conv1dOp, Conv2dOp, ConvTransposeOp, LinearOp>(op))
    return fromWeights(op, constants);
  if (auto affine = ChannelAffine::match(op);
      affine &&
      (affine->isUniform() || affine->dim == group.find(op->getResult(0))->dim))
    return fromAffine(*affine, constants);
  if (op->hasTrait<OpTrait::Elementwise>())
    return fromElements(op, constants);
  if (auto add = dyn_cast<AddOp>(op)) {
    const Constants a = of(add.getLhs()), b = of(add.getRhs());
    for (size_t c = 0; c < constants.size(); ++c)
      if (a[c] && b[c])
        constants[c] = limit(*a[c] + *b[c], add.getClampAttr());
  } else if (auto mul = dyn_cast<MulOp>(op)) {
    const Constants a = of(mul.getLhs()), b = of(mul.getRhs());
    for (size_t c = 0; c < constants.size(); ++c)
      if ((a[c] && *a[c] == 0) || (b[c] && *b[c] == 0))
        constants[c] = limit(0, mul.getClampAttr());
  } else if (auto pool = dyn_cast<AvgPoolOp>(op)) {
    // Counted padding pulls the mean of a constant towards zero.
    constants = of(pool.getInput());
    for (std::optional<float> &value : constants)
      if (value && *value != 0 && pool.getCountIncludePad())
        value.reset();
  } else if (auto concat = dyn_cast<ConcatOp>(op)) {
    fromParts(concat, constants);
  } else if (isa<MaxPoolOp, GlobalAvgPoolOp, ReshapeOp, TransposeOp>(op)) {
    constants = of(op->getOperand(0));
  }
}

/// A row of zeros makes its bias, whatever comes in.
void ConstantChannels::fromWeights(Operation *op, Constants &constants) {
  auto weights = ConstantData<float>::get(op->getOperand(1));
  const GroupDim *rows = group.find(op->getResult(0));
  if (rows->block != 1)
    return;
  std::optional<ConstantData<float>> bias;
  if (op->getNumOperands() > 2 &&
      !(bias = ConstantData<float>::get(op->getOperand(2))))
    return;
  if (!weights)
    return;
  size_t size = weights->values().size() / countChannels(*rows);
  for (size_t c = 0; c < constants.size(); ++c) {
    int64_t row = rows->indices[c];
    if (llvm::all_of(weights->values().slice(row * size, size),
                     [](float w) { return w == 0; }))
      constants[c] = limit(bias ? bias->values()[row] : 0.0f,
                           op->getAttrOfType<ClampAttr>("clamp"));
  }
}

/// Channels side by side stay what they are; the group has those of one
/// operand, or the same ones again.
void ConstantChannels::fromParts(ConcatOp concat, Constants &constants) {
  if (group.find(concat)->dim != static_cast<int64_t>(concat.getAxis()))
    return;
  for (Value input : concat.getInputs())
    if (group.find(input)) {
      constants = of(input);
      break;
    }
  for (Value input : concat.getInputs())
    if (group.find(input) && of(input) != constants)
      constants.assign(constants.size(), std::nullopt);
}

void ConstantChannels::fromAffine(const ChannelAffine &affine,
                                  Constants &constants) {
  ChannelAffine map = affine;
  const GroupDim *dim = group.find(affine.input);
  if (!dim || (!affine.isUniform() && dim->block != 1))
    return;
  size_t count = affine.isUniform() ? constants.size() : countChannels(*dim);
  map.expand(count);
  const Constants input = of(affine.input);
  if (map.scale.size() != count)
    return;
  for (size_t c = 0; c < constants.size(); ++c) {
    size_t i = affine.isUniform() ? c : dim->indices[c];
    if (input[c])
      constants[c] =
          static_cast<float>(map.scale[i] * *input[c] + map.shift[i]);
  }
}

/// Activations are run on the one number.
void ConstantChannels::fromElements(Operation *op, Constants &constants) {
  auto layer = dyn_cast<ExecOpInterface>(op);
  const Constants input = of(op->getOperand(0));
  if (!layer)
    return;
  const int64_t shape[] = {1};
  for (size_t c = 0; c < constants.size(); ++c)
    if (input[c]) {
      float result = 0;
      layer.forward({1, {{&*input[c], shape}}, {{&result, shape}}});
      constants[c] = result;
    }
}

} // namespace ecg
