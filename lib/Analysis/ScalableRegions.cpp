// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Values are joined through layers that keep positive factors; a region is of
// use where everything else around it has weights.

#include "ecg/Analysis/ScalableRegions.h"
#include "ecg/IR/Constants.h"
#include "ecg/IR/EcgOps.h"
#include "llvm/ADT/EquivalenceClasses.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;

namespace ecg {

namespace {

ArrayRef<int64_t> shapeOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape();
}

bool isFloatConstant(Value value) {
  auto data = ConstantData<float>::get(value);
  return data && !data->values().empty();
}

/// ReLU keeps positive factors, a limit other than 0 does not.
bool keepsFactors(ClampAttr clamp) {
  return !clamp || ((clamp.getMin() == 0 || std::isinf(clamp.getMin())) &&
                    std::isinf(clamp.getMax()));
}

ClampAttr clampOf(Operation *op) {
  return op->getAttrOfType<ClampAttr>("clamp");
}

bool isDepthwise(Operation *op) {
  auto groups = op->getAttrOfType<IntegerAttr>("groups");
  return groups && groups.getInt() > 1 &&
         shapeOf(op->getOperand(1))[0] == groups.getInt() &&
         shapeOf(op->getOperand(1))[1] == 1;
}

/// Whether a layer makes its result, and reads its first operand, by weights
/// that are known, channel by channel of dimension 1.
bool hasWeights(Operation *op) {
  bool known = llvm::TypeSwitch<Operation *, bool>(op)
                   .Case<Conv1dOp, Conv2dOp>([](auto conv) {
                     return conv.getGroups() == 1 || isDepthwise(conv);
                   })
                   .Case([](LinearOp linear) {
                     return shapeOf(linear.getInput()).size() == 2;
                   })
                   .Case([](BatchNormOp) { return true; })
                   .Default(false);
  return known && llvm::all_of(op->getOperands().drop_front(), isFloatConstant);
}

/// The operands that have the factors of the result; empty where a layer is
/// none of those that keep them.
SmallVector<Value> scaledOperands(Operation *op) {
  Value result = op->getNumResults() == 1 ? op->getResult(0) : Value();
  if (isa<ReluOp, LeakyReluOp, MaxPoolOp, AvgPoolOp, GlobalAvgPoolOp>(op))
    return {op->getOperand(0)};
  if (isa<ReshapeOp>(op)) {
    ArrayRef<int64_t> in = shapeOf(op->getOperand(0)), out = shapeOf(result);
    bool keeps = in.size() >= 2 && out.size() >= 2 && in[0] == out[0] &&
                 (in[1] == out[1] || out.size() == 2);
    return keeps ? SmallVector<Value>{op->getOperand(0)} : SmallVector<Value>();
  }
  if (auto add = dyn_cast<AddOp>(op);
      add && add.getLhs().getType() == add.getRhs().getType() &&
      keepsFactors(add.getClampAttr()))
    return {add.getLhs(), add.getRhs()};
  return {};
}

class Finder {
public:
  explicit Finder(func::FuncOp function) : function(function) {}

  std::vector<ScalableRegion> run() {
    for (Operation &op : function.front().without_terminator())
      for (Value operand : scaledOperands(&op))
        classes.unionSets(op.getResult(0).getAsOpaquePointer(),
                          operand.getAsOpaquePointer());
    llvm::MapVector<void *, SmallVector<Value>> sets;
    for (Operation &op : function.front().without_terminator())
      for (Value result : op.getResults())
        if (!isa<ConstantOp>(op) && hasChannels(result))
          sets[leaderOf(result)].push_back(result);
    std::vector<ScalableRegion> regions;
    for (auto &[leader, values] : sets)
      if (auto region = makeRegion(values))
        regions.push_back(std::move(*region));
    return regions;
  }

private:
  static bool hasChannels(Value value) {
    auto type = dyn_cast<RankedTensorType>(value.getType());
    return type && type.getElementType().isF32() && type.getRank() >= 2;
  }

  void *leaderOf(Value value) {
    void *pointer = const_cast<void *>(value.getAsOpaquePointer());
    return const_cast<void *>(classes.getOrInsertLeaderValue(pointer));
  }

  std::optional<ScalableRegion> makeRegion(ArrayRef<Value> values) {
    ScalableRegion region;
    region.values.assign(values.begin(), values.end());
    region.channels = shapeOf(values.front())[1];
    for (Value value : values)
      region.channels = std::min(region.channels, shapeOf(value)[1]);
    for (Value value : values)
      if (!addValue(value, region))
        return std::nullopt;
    if (region.producers.empty() || region.readers.empty())
      return std::nullopt;
    return region;
  }

  bool addValue(Value value, ScalableRegion &region) {
    Operation *producer = value.getDefiningOp();
    if (shapeOf(value)[1] % region.channels != 0)
      return false;
    if (hasWeights(producer) && keepsFactors(clampOf(producer)))
      region.producers.push_back(producer);
    else if (!isInside(producer, region))
      return false;
    for (OpOperand &use : value.getUses()) {
      Operation *user = use.getOwner();
      if (hasWeights(user) && use.getOperandNumber() == 0)
        region.readers.push_back(user);
      else if (!isInside(user, region))
        return false;
    }
    return true;
  }

  /// Whether a layer joins values of the region only: arguments and constants
  /// cannot be scaled.
  bool isInside(Operation *op, const ScalableRegion &region) {
    SmallVector<Value> operands = scaledOperands(op);
    return !operands.empty() && llvm::all_of(operands, [&](Value operand) {
      return llvm::is_contained(region.values, operand);
    });
  }

  func::FuncOp function;
  llvm::EquivalenceClasses<const void *> classes;
};

/// Gives `op` a constant of its own in place of operand `index`, with elements
/// fn(element, index along `dim`).
template <typename Fn>
void mapConstant(Operation *op, unsigned index, int64_t dim, Fn fn) {
  Value old = op->getOperand(index);
  auto type = cast<RankedTensorType>(old.getType());
  int64_t inner = 1;
  for (int64_t size : type.getShape().drop_front(dim + 1))
    inner *= size;
  std::vector<float> values = ConstantData<float>::get(old)->values().vec();
  for (auto [i, value] : llvm::enumerate(values))
    value = fn(value, int64_t(i) / inner % type.getDimSize(dim));
  OpBuilder builder(op);
  op->setOperand(index, builder.create<ConstantOp>(
                            old.getLoc(), makeElements<float>(type, values)));
}

void scaleResult(Operation *op, ArrayRef<float> factors) {
  int64_t block = shapeOf(op->getResult(0))[1] / int64_t(factors.size());
  auto divide = [&](float value, int64_t c) {
    return value / factors[c / block];
  };
  if (isa<BatchNormOp>(op)) {
    mapConstant(op, 1, 0, divide); // scale
    mapConstant(op, 2, 0, divide); // shift
    return;
  }
  for (unsigned i = 1; i < op->getNumOperands(); ++i)
    mapConstant(op, i, 0, divide);
}

void scaleInput(Operation *op, ArrayRef<float> factors) {
  int64_t block = shapeOf(op->getOperand(0))[1] / int64_t(factors.size());
  auto multiply = [&](float value, int64_t c) {
    return value * factors[c / block];
  };
  auto divide = [&](float value, int64_t c) {
    return value / factors[c / block];
  };
  if (isa<BatchNormOp>(op)) {
    mapConstant(op, 1, 0, multiply); // scale
    mapConstant(op, 3, 0, divide);   // mean
    return;
  }
  mapConstant(op, 1, isDepthwise(op) ? 0 : 1, multiply);
}

} // namespace

std::vector<ScalableRegion> findScalableRegions(func::FuncOp function) {
  return Finder(function).run();
}

void scaleChannels(const ScalableRegion &region, ArrayRef<float> factors) {
  for (Operation *op : region.producers)
    scaleResult(op, factors);
  for (Operation *op : region.readers)
    scaleInput(op, factors);
}

} // namespace ecg
