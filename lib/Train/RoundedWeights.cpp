// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Rounded weights read and changed in place.

#include "RoundedWeights.h"
#include "MultiBitWeights.h"
#include "ecg/Compress/Scales.h"
#include "ecg/IR/Constants.h"
#include "ecg/IR/QuantTypes.h"
#include "ecg/Train/QuantizeAware.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;

namespace ecg {

std::optional<RoundedWeights> RoundedWeights::match(FakeQuantizeOp op) {
  auto values = op.getInput().getDefiningOp<ConstantOp>();
  if (!values || op.getAxis() != uint64_t(0))
    return std::nullopt;
  Value scale = op.getScale();
  ConstantOp unit;
  if (auto rounded = scale.getDefiningOp<FakeQuantizeOp>()) {
    unit = rounded.getScale().getDefiningOp<ConstantOp>();
    scale = rounded.getInput();
  }
  auto scales = scale.getDefiningOp<ConstantOp>();
  if (!scales)
    return std::nullopt;
  ArrayRef<int64_t> shape = op.getInput().getType().getShape();
  LayerTypes rows{ShapedType::getNumElements(shape.drop_front()), {}};
  for (int64_t row = 0; row < shape[0]; ++row) {
    auto [low, high] = op.getRangeAt(row);
    rows.rows.push_back(findWeightType(low, high));
  }
  if (llvm::is_contained(rows.rows, nullptr))
    return std::nullopt;
  return RoundedWeights(op, values, scales, unit, std::move(rows));
}

std::vector<RoundedWeights> RoundedWeights::find(func::FuncOp function) {
  std::vector<RoundedWeights> found;
  for (auto op : function.front().getOps<FakeQuantizeOp>())
    if (std::optional<RoundedWeights> weights = match(op))
      found.push_back(std::move(*weights));
  return found;
}

std::vector<float> RoundedWeights::readWeights() const {
  return readFloats(values);
}

/// As the program rounds them.
std::vector<double> RoundedWeights::readScales() const {
  std::vector<float> learned = readFloats(scales);
  std::vector<double> used(learned.begin(), learned.end());
  if (!unit)
    return used;
  double step = readFloats(unit).front();
  for (double &scale : used)
    scale = step * quantizeValue(scale, {step, 0}, 1, int64_t(largestFactor()));
  return used;
}

void RoundedWeights::setRow(size_t row, const WeightType &type, double scale) {
  rows.rows[row] = &type;
  if (scale > 0) // rows of zeros keep what they have
    changed[row] = static_cast<float>(scale);
}

void RoundedWeights::write() {
  std::vector<float> all = readFloats(scales);
  for (auto [row, scale] : changed)
    all[row] = scale;
  writeFloats(scales, all);
  if (unit)
    writeFloats(unit, *llvm::max_element(all) / largestFactor());
  SmallVector<int64_t> range;
  for (const WeightType *type : rows.rows)
    range.append({type->low, type->high});
  if (llvm::all_equal(rows.rows))
    range.resize(2);
  layer.setRange(range);
  changed.clear();
}

float RoundedWeights::largestFactor() const {
  auto rounded =
      cast<FakeQuantizeOp>(FakeQuantizeOp(layer).getScale().getDefiningOp());
  return static_cast<float>(rounded.getRangeAt(0).second);
}

std::vector<LayerTypes> typesOf(ArrayRef<RoundedWeights> weights) {
  std::vector<LayerTypes> types;
  for (const RoundedWeights &layer : weights)
    types.push_back(layer.types());
  return types;
}

std::vector<RoundedLayer> describeRoundedLayers(func::FuncOp function) {
  std::vector<RoundedLayer> layers;
  for (const RoundedWeights &weights : RoundedWeights::find(function)) {
    layers.push_back({nameOfReader(weights.op()), weights.types()});
  }
  return layers;
}

int64_t storedBytes(func::FuncOp function) {
  std::vector<RoundedWeights> weights = RoundedWeights::find(function);
  int64_t bytes = storedBytes(typesOf(weights));
  llvm::DenseSet<Operation *> counted;
  auto count = [&](Operation *rounding, Operation *constant) {
    counted.insert(constant);
    for (Operation *user : rounding->getUsers())
      for (Value operand : user->getOperands())
        counted.insert(operand.getDefiningOp()); // the bias
  };
  for (const RoundedWeights &layer : weights)
    count(layer.op(), layer.weights());
  for (const MultiBitWeights &layer : MultiBitWeights::find(function)) {
    count(layer.op(), layer.weights());
    bytes += layer.bytes();
  }
  for (auto constant : function.front().getOps<ConstantOp>()) {
    bool isScale = llvm::all_of(constant->getUsers(), [](Operation *user) {
      return isa<FakeQuantizeOp, FakeMultiBitOp>(user);
    });
    if (!isScale && !counted.contains(constant))
      bytes += 4 * constant.getType().getNumElements();
  }
  return bytes;
}

} // namespace ecg
