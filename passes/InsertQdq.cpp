// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From calibrated ranges to quantize/dequantize pairs. The program stays a
// float program that any tool can run; which layers then become integer ones
// is decided by FoldQdq, for these pairs and for imported ones alike.

#include "QuantizedConstants.h"
#include "ecg/Passes.h"
#include "llvm/ADT/StringSet.h"

namespace ecg {
#define GEN_PASS_DEF_INSERTQDQ
#include "ecg/Passes.h.inc"
} // namespace ecg

using namespace mlir;
using namespace ecg;

namespace {

bool isFloat(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return tensor && tensor.getElementType().isF32();
}

ArrayRef<int64_t> shapeOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape();
}

/// Calibrated ranges are written by Calibrate as pairs of float.
std::optional<ecg::Range> readRange(Attribute attribute) {
  auto pair = dyn_cast_or_null<DenseF32ArrayAttr>(attribute);
  if (!pair || pair.size() != 2 || !std::isfinite(pair[0]) ||
      !std::isfinite(pair[1]) || pair[0] > pair[1])
    return std::nullopt;
  return ecg::Range{pair[0], pair[1]};
}

/// The calibrated range of an argument or of a layer's result.
std::optional<ecg::Range> calibratedRange(Value value) {
  if (auto argument = dyn_cast<BlockArgument>(value)) {
    auto func = cast<func::FuncOp>(argument.getOwner()->getParentOp());
    return readRange(func.getArgAttr(argument.getArgNumber(), "ecg.range"));
  }
  unsigned index = cast<OpResult>(value).getResultNumber();
  auto ranges = value.getDefiningOp()->getAttrOfType<ArrayAttr>("ecg.ranges");
  if (!ranges || index >= ranges.size())
    return std::nullopt;
  return readRange(ranges[index]);
}

/// A fused activation cuts the result whatever was observed.
ecg::Range limitTo(ecg::Range range, ClampAttr clamp) {
  auto limit = [&](float x) {
    return std::min(std::max(x, clamp.getMin()), clamp.getMax());
  };
  return {limit(range.min), limit(range.max)};
}

class Inserter {
public:
  Inserter(func::FuncOp func, const llvm::StringSet<> &skipped)
      : func(func), skipped(skipped), builder(func.getContext()) {}

  LogicalResult run() {
    // Imported pairs say which layers are meant to be integers.
    if (func.isExternal() || !func.getOps<QuantizeOp>().empty() ||
        !func.getOps<DequantizeOp>().empty())
      return success();
    for (Operation &op :
         llvm::make_early_inc_range(func.getFunctionBody().front()))
      if (takesPart(&op) && failed(quantizeLayer(&op)))
        return failure();
    removeRanges();
    return success();
  }

private:
  bool takesPart(Operation *op) const;
  LogicalResult quantizeLayer(Operation *op);
  LogicalResult quantizeWeights(Operation *op, int weightIndex);
  quant::QuantizedType resultType(Operation *op);
  Value standIn(Value value);
  Value standInForConstant(Value value, ArrayRef<float> values);
  Value insertPair(Value value, quant::QuantizedType type);
  quant::QuantizedType calibratedType(Value value);
  void removeRanges();

  func::FuncOp func;
  const llvm::StringSet<> &skipped;
  OpBuilder builder;
  /// Dequantized stand-ins of values that float layers and arguments produce.
  llvm::DenseMap<Value, Value> standIns;
};

/// Layers of known arithmetic on float tensors, whose weights are known.
bool Inserter::takesPart(Operation *op) const {
  auto layer = dyn_cast<QuantOpInterface>(op);
  if (!layer || layer.getQuantRule() == QuantRule::StaysFloat ||
      skipped.contains(getLayerName(op->getLoc())) ||
      !llvm::all_of(
          ValueRange(op->getOperands().take_front(layer.getNumActivations()))
              .getTypes(),
          isFloat) ||
      !llvm::all_of(op->getResultTypes(), isFloat))
    return false;
  if (layer.getWeightIndex() < 0)
    return true;
  return llvm::all_of(op->getOperands().drop_front(layer.getWeightIndex()),
                      [](Value value) {
                        auto data = ConstantData<float>::get(value);
                        return data && !data->values().empty();
                      });
}

/// No scale represents a constant that is not finite.
LogicalResult verifyFinite(Value constant, ArrayRef<float> values) {
  if (llvm::all_of(values, [](float x) { return std::isfinite(x); }))
    return success();
  return emitError(constant.getLoc())
         << "constant '" << getLayerName(constant.getLoc())
         << "' holds values that are NaN or infinite";
}

LogicalResult Inserter::quantizeLayer(Operation *op) {
  auto layer = cast<QuantOpInterface>(op);
  for (unsigned i = 0; i < layer.getNumActivations(); ++i) {
    Value input = standIn(op->getOperand(i));
    if (!input)
      return failure();
    op->setOperand(i, input);
  }
  if (layer.getWeightIndex() >= 0 &&
      failed(quantizeWeights(op, layer.getWeightIndex())))
    return failure();
  // Further results are states, which layers keep finer than int8.
  Value result = op->getResult(0);
  if (result.use_empty())
    return success();
  quant::QuantizedType type = resultType(op);
  if (!type)
    return failure();
  Value dequantized = insertPair(result, type);
  result.replaceAllUsesExcept(
      dequantized, dequantized.getDefiningOp()->getOperand(0).getDefiningOp());
  return success();
}

LogicalResult Inserter::quantizeWeights(Operation *op, int weightIndex) {
  Value weight = op->getOperand(weightIndex);
  bool hasBias = static_cast<unsigned>(weightIndex) + 1 < op->getNumOperands();
  auto weights = ConstantData<float>::get(weight);
  std::optional<ConstantData<float>> bias;
  if (hasBias)
    bias = ConstantData<float>::get(op->getOperand(weightIndex + 1));
  if (failed(verifyFinite(weight, weights->values())) ||
      (bias &&
       failed(verifyFinite(op->getOperand(weightIndex + 1), bias->values()))))
    return failure();
  double inputScale =
      getInt8Type(op->getOperand(0).getDefiningOp()->getOperand(0)).getScale();
  ArrayRef<int64_t> shape = shapeOf(weight);
  std::vector<double> scales =
      chooseWeightScales(weights->values(), shape[0],
                         bias ? bias->values() : ArrayRef<float>(), inputScale);

  builder.setInsertionPoint(op);
  Value stored = createQuantizedConstant<int8_t>(
      builder, weight.getLoc(), shape, getWeightType(op->getContext(), scales),
      quantizeRows(weights->values(), scales));
  op->setOperand(weightIndex, builder.create<DequantizeOp>(
                                  weight.getLoc(), weight.getType(), stored));
  if (!bias)
    return success();
  Value old = op->getOperand(weightIndex + 1);
  Value sums = createQuantizedBias(builder, old.getLoc(), bias->values(),
                                   scales, inputScale);
  op->setOperand(weightIndex + 1, builder.create<DequantizeOp>(
                                      old.getLoc(), old.getType(), sums));
  return success();
}

quant::QuantizedType Inserter::resultType(Operation *op) {
  switch (cast<QuantOpInterface>(op).getQuantRule()) {
  case QuantRule::SameAsInput:
    return getInt8Type(op->getOperand(0).getDefiningOp()->getOperand(0));
  case QuantRule::UnitInterval:
    return getUnitIntervalType(op->getContext());
  default:
    return calibratedType(op->getResult(0));
  }
}

quant::QuantizedType Inserter::calibratedType(Value value) {
  std::optional<ecg::Range> range = calibratedRange(value);
  Operation *op = value.getDefiningOp();
  if (!range) {
    emitError(value.getLoc())
        << (op ? "result of " + op->getName().getStringRef().str()
               : "argument " +
                     std::to_string(cast<BlockArgument>(value).getArgNumber()))
        << " '" << getLayerName(value.getLoc())
        << "' has no calibrated range; run ecg-calibrate first";
    return {};
  }
  if (op)
    if (auto clamp = op->getAttrOfType<ClampAttr>("clamp"))
      range = limitTo(*range, clamp);
  AffineParams params = chooseAffineParams(*range);
  return getActivationType(value.getContext(), params.scale, params.zeroPoint);
}

/// The dequantized form of an operand of a layer, made when first asked for.
Value Inserter::standIn(Value value) {
  if (value.getDefiningOp<DequantizeOp>())
    return value;
  Value &known = standIns[value];
  if (known)
    return known;
  if (auto values = ConstantData<float>::get(value))
    return known = standInForConstant(value, values->values());
  quant::QuantizedType type = calibratedType(value);
  return known = type ? insertPair(value, type) : Value();
}

Value Inserter::standInForConstant(Value value, ArrayRef<float> values) {
  if (failed(verifyFinite(value, values)))
    return {};
  ecg::Range range;
  for (float number : values) {
    range.min = std::min(range.min, number);
    range.max = std::max(range.max, number);
  }
  AffineParams params = chooseAffineParams(range);
  builder.setInsertionPointAfterValue(value);
  Value stored = createQuantizedConstant<int8_t>(
      builder, value.getLoc(), shapeOf(value),
      getActivationType(value.getContext(), params.scale, params.zeroPoint),
      quantizeTensor(values, params));
  return builder.create<DequantizeOp>(value.getLoc(), value.getType(), stored);
}

/// quantize and dequantize right behind `value`; returns the latter's result.
Value Inserter::insertPair(Value value, quant::QuantizedType type) {
  builder.setInsertionPointAfterValue(value);
  auto quantized = RankedTensorType::get(shapeOf(value), type);
  Value q = builder.create<QuantizeOp>(value.getLoc(), quantized, value);
  return builder.create<DequantizeOp>(value.getLoc(), value.getType(), q);
}

void Inserter::removeRanges() {
  func.walk([](Operation *op) { op->removeAttr("ecg.ranges"); });
  for (unsigned i = 0; i < func.getNumArguments(); ++i)
    func.removeArgAttr(i, "ecg.range");
}

struct InsertQdq : ecg::impl::InsertQdqBase<InsertQdq> {
  using InsertQdqBase::InsertQdqBase;

  void runOnOperation() override {
    llvm::StringSet<> skipped, known;
    getOperation().walk(
        [&](Operation *op) { known.insert(getLayerName(op->getLoc())); });
    for (const std::string &name : skip) {
      skipped.insert(name);
      if (!known.contains(name)) {
        getOperation().emitError()
            << "no layer is called '" << name << "', which skip asks for";
        return signalPassFailure();
      }
    }
    if (failed(Inserter(getOperation(), skipped).run()))
      signalPassFailure();
  }
};

} // namespace
