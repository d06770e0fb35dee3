// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From calibrated ranges to types, layer by layer.

#include "QuantizedLayers.h"
#include "ecg/IR/EcgRtOps.h"

using namespace mlir;

namespace ecg {

namespace {

bool isFloat(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return tensor && tensor.getElementType().isF32();
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

} // namespace

FailureOr<llvm::StringSet<>> findNamedLayers(func::FuncOp func,
                                             StringRef option,
                                             ArrayRef<std::string> names) {
  llvm::StringSet<> found, known;
  func.walk([&](Operation *op) { known.insert(getLayerName(op->getLoc())); });
  for (const std::string &name : names) {
    found.insert(name);
    if (!known.contains(name))
      return func.emitError() << "no layer is called '" << name << "', which "
                              << option << " asks for";
  }
  return found;
}

FailureOr<unsigned> parseActivations(func::FuncOp func, StringRef name) {
  if (name == "int8" || name == "int16")
    return name == "int8" ? 8u : 16u;
  return func.emitError() << "activations of type '" << name
                          << "' are not known; there are int8 and int16";
}

LogicalResult verifyFinite(Value constant, ArrayRef<float> values) {
  if (llvm::all_of(values, [](float x) { return std::isfinite(x); }))
    return success();
  return emitError(constant.getLoc())
         << "constant '" << getLayerName(constant.getLoc())
         << "' holds values that are NaN or infinite";
}

QuantizedLayers::~QuantizedLayers() = default;

LogicalResult QuantizedLayers::run() {
  for (Operation &op :
       llvm::make_early_inc_range(func.getFunctionBody().front()))
    if (takesPart(&op) && failed(quantizeLayer(cast<QuantOpInterface>(op))))
      return failure();
  removeRanges();
  return success();
}

bool QuantizedLayers::takesPart(Operation *op) const {
  auto layer = dyn_cast<QuantOpInterface>(op);
  if (!layer || layer.getQuantRule() == QuantRule::StaysFloat ||
      (activationBits == 16 && !layer.takesInt16()) ||
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

LogicalResult QuantizedLayers::quantizeLayer(QuantOpInterface layer) {
  for (unsigned i = 0; i < layer.getNumActivations(); ++i) {
    Value input = standIn(layer->getOperand(i));
    if (!input)
      return failure();
    layer->setOperand(i, input);
  }
  int weightIndex = layer.getWeightIndex();
  if (weightIndex >= 0) {
    for (Value constant : layer->getOperands().drop_front(weightIndex))
      if (failed(verifyFinite(constant,
                              ConstantData<float>::get(constant)->values())))
        return failure();
    double inputScale = types.lookup(layer->getOperand(0)).getScale();
    if (failed(roundWeights(layer, inputScale)))
      return failure();
  }
  return quantizeResult(layer);
}

LogicalResult QuantizedLayers::quantizeResult(QuantOpInterface layer) {
  // Further results are states, which layers keep finer than int8.
  Value result = layer->getResult(0);
  if (result.use_empty())
    return success();
  ActivationType type = resultType(layer);
  if (!type)
    return failure();
  SmallVector<OpOperand *> readers;
  for (OpOperand &use : result.getUses())
    readers.push_back(&use);
  Value rounded = layer.getQuantRule() == QuantRule::SameAsInput
                      ? roundMoved(result, type)
                      : roundActivation(result, type);
  types[rounded] = type;
  for (OpOperand *reader : readers)
    reader->set(rounded);
  return success();
}

QuantizedLayers::ActivationType
QuantizedLayers::resultType(QuantOpInterface layer) {
  switch (layer.getQuantRule()) {
  case QuantRule::SameAsInput:
    return types.lookup(layer->getOperand(0));
  case QuantRule::UnitInterval:
    return getUnitIntervalType(layer.getContext());
  default:
    return calibratedType(layer->getResult(0));
  }
}

QuantizedLayers::ActivationType QuantizedLayers::calibratedType(Value value) {
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
  return typeFor(*range);
}

QuantizedLayers::ActivationType QuantizedLayers::typeFor(ecg::Range range) {
  AffineParams params = chooseActivationParams(range, activationBits);
  return getActivationType(func.getContext(), params.scale, params.zeroPoint,
                           activationBits);
}

/// The rounded form of an operand of a layer, made when first asked for.
Value QuantizedLayers::standIn(Value value) {
  if (types.contains(value))
    return value;
  Value &known = standIns[value];
  if (known)
    return known;
  if (auto values = ConstantData<float>::get(value))
    return known = standInForConstant(value, values->values());
  ActivationType type = calibratedType(value);
  if (!type)
    return {};
  Value rounded = roundActivation(value, type);
  types[rounded] = type;
  return known = rounded;
}

Value QuantizedLayers::standInForConstant(Value value, ArrayRef<float> values) {
  if (failed(verifyFinite(value, values)))
    return {};
  ecg::Range range;
  for (float number : values) {
    range.min = std::min(range.min, number);
    range.max = std::max(range.max, number);
  }
  ActivationType type = typeFor(range);
  builder.setInsertionPointAfterValue(value);
  Value rounded = roundConstant(value, values, type);
  types[rounded] = type;
  return rounded;
}

void QuantizedLayers::removeRanges() {
  func.walk([](Operation *op) {
    op->removeAttr("ecg.ranges");
    op->removeAttr(weightScalesAttrName);
    op->removeAttr(keepWeightsAttrName);
  });
  for (unsigned i = 0; i < func.getNumArguments(); ++i)
    func.removeArgAttr(i, "ecg.range");
}

} // namespace ecg
