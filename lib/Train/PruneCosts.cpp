// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Costs of layers are asked of the copy, layer by layer.

#include "PruneCosts.h"
#include "Constants.h"
#include "ecg/Train/Prune.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;

namespace ecg {

namespace {

/// Bytes an output channel of integer layers has beside its weights: bias 4,
/// multiplier 4, shift 1.
constexpr double bytesPerRow = 9;
/// Instructions an output element, fitted to ECGNet in two widths.
constexpr double instructionsPerOutput = 20;

bool isFirstUse(OpOperand &use) {
  // Uses are listed last one first.
  OpOperand *first = nullptr;
  for (OpOperand &other : use.get().getUses())
    first = &other;
  return first == &use;
}

RankedTensorType typeOf(Value value) {
  return cast<RankedTensorType>(value.getType());
}

/// Matrices are int8; what belongs to their rows is known by them.
double bytesOf(Value constant) {
  RankedTensorType type = typeOf(constant);
  return type.getRank() > 1 ? type.getNumElements() : 0;
}

int64_t countRows(Operation *op) {
  auto layer = dyn_cast<QuantOpInterface>(op);
  int weight = layer ? layer.getWeightIndex() : -1;
  return weight < 0 ? 0 : typeOf(op->getOperand(weight)).getDimSize(0);
}

} // namespace

PruneCosts::PruneCosts(func::FuncOp function, const PrunableLayers &prunable) {
  IRMapping mapping;
  copy = cast<func::FuncOp>(function->clone(mapping));
  for (const PrunableLayer &layer : prunable.layers()) {
    Layer &own = layers.emplace_back();
    own.width = layer.group->channels;
    for (const GroupDim &dim : layer.group->dims) {
      Value value = mapping.lookup(dim.value);
      own.dims.push_back({value, dim.dim, dim.block});
      if (Operation *op = value.getDefiningOp(); op && !isa<ConstantOp>(op))
        own.ops.insert(op);
      for (Operation *user : value.getUsers())
        own.ops.insert(user);
    }
    sum[Measure::Channels] += own.width;
  }
  for (Operation &op : copy->front())
    sum += costsOf(&op);
}

Costs PruneCosts::savedBy(size_t index, int64_t width) {
  Layer &layer = layers[index];
  Costs saved = costsOf(layer.ops);
  int64_t before = layer.width;
  resize(layer, width);
  saved -= costsOf(layer.ops);
  resize(layer, before);
  saved[Measure::Channels] = before - width;
  return saved;
}

void PruneCosts::setWidth(size_t index, int64_t width) {
  Costs saved = savedBy(index, width);
  resize(layers[index], width);
  sum -= saved;
}

void PruneCosts::resize(Layer &layer, int64_t width) {
  for (const Dim &dim : layer.dims) {
    RankedTensorType type = typeOf(dim.value);
    SmallVector<int64_t> shape(type.getShape());
    shape[dim.dim] += (width - layer.width) * dim.block;
    Value value = dim.value;
    value.setType(type.clone(shape));
  }
  layer.width = width;
}

Costs PruneCosts::costsOf(const llvm::SetVector<Operation *> &ops) const {
  Costs costs;
  for (Operation *op : ops)
    costs += costsOf(op);
  return costs;
}

Costs PruneCosts::costsOf(Operation *op) const {
  Costs costs;
  for (OpOperand &use : op->getOpOperands()) {
    if (!use.get().getDefiningOp<ConstantOp>() || isStatistic(use.get()) ||
        !getElementTypeOrSelf(use.get()).isF32() || !isFirstUse(use))
      continue;
    costs[Measure::Parameters] += typeOf(use.get()).getNumElements();
    costs[Measure::Bytes] += bytesOf(use.get());
  }
  costs[Measure::Bytes] += bytesPerRow * countRows(op);
  auto layer = dyn_cast<CostOpInterface>(op);
  double macs = layer ? double(layer.getMacs()) : 0;
  costs[Measure::Macs] = macs;
  costs[Measure::Instructions] = macs;
  if (macs > 0)
    costs[Measure::Instructions] +=
        instructionsPerOutput * typeOf(op->getResult(0)).getNumElements();
  return costs;
}

Costs measureCosts(func::FuncOp function) {
  return PruneCosts(function, PrunableLayers(function)).total();
}

} // namespace ecg
