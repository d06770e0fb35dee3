// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From a trained network with fake quantization to quantize/dequantize pairs
// and integer weights, which FoldQdq and the lowering take as they take those
// of calibration. The numbers are those the network was trained with.

#include "MultiBitIntegers.h"
#include "QuantizedConstants.h"
#include "ecg/Compress/ChannelTables.h"
#include "ecg/Exec/EvaluateConstants.h"
#include "ecg/Passes.h"

namespace ecg {
#define GEN_PASS_DEF_CONVERTFAKEQUANTIZE
#include "ecg/Passes.h.inc"
} // namespace ecg

using namespace mlir;
using namespace ecg;

namespace {

class Converter {
public:
  explicit Converter(func::FuncOp func)
      : func(func), builder(func.getContext()) {}

  LogicalResult run() {
    SmallVector<FakeQuantizeOp> rounded(func.getOps<FakeQuantizeOp>());
    for (FakeQuantizeOp op : rounded)
      if (!isScale(op) &&
          failed(op.getAxis() ? convertWeights(op) : convertActivation(op)))
        return failure();
    for (FakeMultiBitOp op :
         llvm::make_early_inc_range(func.getOps<FakeMultiBitOp>()))
      if (failed(convertMultiBit(op)))
        return failure();
    // Scales come before what they scale.
    for (FakeQuantizeOp op : llvm::reverse(rounded))
      op.erase();
    for (auto layer : func.getOps<QuantOpInterface>())
      if (failed(convertBias(layer)))
        return failure();
    return success();
  }

private:
  /// Scales that are themselves rounded.
  static bool isScale(FakeQuantizeOp op) {
    return llvm::all_of(op->getUses(), [](OpOperand &use) {
      return isa<FakeQuantizeOp>(use.getOwner()) && use.getOperandNumber() == 1;
    });
  }

  LogicalResult convertActivation(FakeQuantizeOp op);
  LogicalResult convertWeights(FakeQuantizeOp op);
  LogicalResult convertMultiBit(FakeMultiBitOp op);
  LogicalResult convertBias(QuantOpInterface layer);
  FailureOr<std::vector<double>> scalesOf(FakeQuantizeOp op);
  /// The elements of a value made of constants.
  FailureOr<ArrayRef<float>> evaluate(Value value);

  func::FuncOp func;
  OpBuilder builder;
  ConstantEvaluator values;
};

FailureOr<ArrayRef<float>> Converter::evaluate(Value value) {
  Operation *op = value.getDefiningOp();
  if (op && !isa<ConstantOp>(op) && values.bytesOf(value).empty()) {
    for (Value operand : op->getOperands())
      if (failed(evaluate(operand)))
        return failure();
    if (values.canEvaluate(op) && failed(values.evaluate(op)))
      return failure();
  }
  ArrayRef<char> bytes = values.bytesOf(value);
  if (bytes.empty())
    return emitError(value.getLoc()) << "'" << getLayerName(value.getLoc())
                                     << "' is rounded by rows, but is no "
                                        "constant";
  return ArrayRef(reinterpret_cast<const float *>(bytes.data()),
                  bytes.size() / sizeof(float));
}

LogicalResult Converter::convertActivation(FakeQuantizeOp op) {
  auto scale = ConstantData<float>::get(op.getScale());
  auto [low, high] = op.getRangeAt(0);
  bool isInt8 = low == -128 && high == 127;
  bool isInt16 = low == -32768 && high == 32767 && op.getZeroPoint() == 0;
  if (!scale || !(isInt8 || isInt16))
    return op.emitOpError("stands for an activation: it needs a constant scale "
                          "and the range [-128, 127], or [-32768, 32767] "
                          "around 0");
  auto type = getActivationType(op.getContext(), scale->values().front(),
                                op.getZeroPoint(), isInt8 ? 8 : 16);
  builder.setInsertionPoint(op);
  Value input = op.getInput();
  auto constant = ConstantData<float>::get(input);
  Value real = constant
                   ? createDequantized(builder, input, constant->values(), type)
                   : insertPair(builder, input, type);
  op.replaceAllUsesWith(real);
  return success();
}

/// The scales of rows. Those that are multiples of a learned unit become
/// multiples of one that leaves the products exact.
FailureOr<std::vector<double>> Converter::scalesOf(FakeQuantizeOp op) {
  auto scales = evaluate(op.getScale());
  if (failed(scales))
    return failure();
  std::vector<double> result(scales->begin(), scales->end());
  auto rounded = op.getScale().getDefiningOp<FakeQuantizeOp>();
  if (!rounded)
    return result;
  auto unit = evaluate(rounded.getScale());
  if (failed(unit))
    return failure();
  for (double &scale : result)
    scale = std::nearbyint(scale / unit->front()) * roundUnit(unit->front());
  return result;
}

LogicalResult Converter::convertWeights(FakeQuantizeOp op) {
  auto weights = evaluate(op.getResult());
  auto trained = evaluate(op.getScale());
  auto scales = scalesOf(op);
  if (failed(weights) || failed(trained) || failed(scales))
    return failure();
  ArrayRef<int64_t> range = op.getRange();
  if (*op.getAxis() != 0 || op.getZeroPoint() != 0 ||
      llvm::any_of(range, [](int64_t q) { return q < -127 || q > 127; }))
    return op.emitOpError("stands for weights: it needs axis 0, zero point 0 "
                          "and integers in [-127, 127]");
  std::vector<double> steps(trained->begin(), trained->end());
  std::vector<int8_t> integers = quantizeRows(*weights, steps);
  builder.setInsertionPoint(op);
  op.replaceAllUsesWith(createDequantized<int8_t>(
      builder, op.getInput(), getWeightType(op.getContext(), *scales),
      integers));
  return success();
}

LogicalResult Converter::convertMultiBit(FakeMultiBitOp op) {
  auto integers = MultiBitIntegers::get(op);
  if (!integers)
    return op.emitOpError("needs constant weights and coordinates");
  auto [rows, scales] = integers->makeRows();
  builder.setInsertionPoint(op);
  op.replaceAllUsesWith(createDequantized<int8_t>(
      builder, op.getInput(), getWeightType(op.getContext(), scales), rows));
  op.erase();
  return success();
}

/// Scale of an activation; layers that only move values have that of their
/// input.
double inputScaleOf(Value value) {
  while (auto layer = value.getDefiningOp<QuantOpInterface>()) {
    if (layer.getQuantRule() != QuantRule::SameAsInput)
      return 0;
    value = layer->getOperand(0);
  }
  auto real = value.getDefiningOp<DequantizeOp>();
  auto type = real ? getActivationTypeOf(real.getInput())
                   : quant::UniformQuantizedType();
  return type ? type.getScale() : 0;
}

/// int32 as calibration makes them, in 16 bits and an exponent (@packed_bias).
LogicalResult Converter::convertBias(QuantOpInterface layer) {
  int index = layer.getWeightIndex();
  if (index < 0 || size_t(index) + 1 >= layer->getNumOperands())
    return success();
  Value bias = layer->getOperand(index + 1);
  auto weights = layer->getOperand(index).getDefiningOp<DequantizeOp>();
  auto values = ConstantData<float>::get(bias);
  double inputScale = inputScaleOf(layer->getOperand(0));
  auto type = weights ? dyn_cast<quant::UniformQuantizedPerAxisType>(
                            weights.getInput().getType().getElementType())
                      : quant::UniformQuantizedPerAxisType();
  if (!type || !values || inputScale == 0)
    return success();
  ArrayRef<double> scales = type.getScales();
  constexpr double kLargest = 1 << 30; // leaves room for the accumulator
  for (auto [c, real] : llvm::enumerate(values->values()))
    if (!(std::fabs(real) <= kLargest * inputScale * scales[c]))
      return layer.emitOpError()
             << "bias " << real << " of output channel " << c
             << " is too large for weights of scale " << scales[c];
  std::vector<int32_t> sums =
      quantizeBias(values->values(), scales, inputScale);
  roundBias(sums);
  builder.setInsertionPoint(layer);
  layer->setOperand(
      index + 1, createDequantized<int32_t>(
                     builder, bias,
                     getBiasType(func.getContext(), inputScale, scales), sums));
  return success();
}

struct ConvertFakeQuantize
    : ecg::impl::ConvertFakeQuantizeBase<ConvertFakeQuantize> {
  void runOnOperation() override {
    if (!getOperation().isExternal() && failed(Converter(getOperation()).run()))
      signalPassFailure();
  }
};

} // namespace
