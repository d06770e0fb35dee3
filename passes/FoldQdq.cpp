// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From quantize/dequantize pairs to layers on quantized types. Every rewrite
// keeps the value of the program up to the rounding that integer arithmetic is
// allowed (docs/numerics.md); where none applies, the layer stays in float.

#include "Patterns.h"
#include "QuantizedConstants.h"
#include "ecg/Passes.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace ecg {
#define GEN_PASS_DEF_FOLDQDQ
#include "ecg/Passes.h.inc"
} // namespace ecg

using namespace mlir;
using namespace ecg;

namespace {

using quant::QuantizedType;
using quant::UniformQuantizedPerAxisType;
using quant::UniformQuantizedType;

RankedTensorType tensorType(Value value) {
  return cast<RankedTensorType>(value.getType());
}

/// `value` before its dequantize, if that is of a type of activations; null
/// otherwise.
Value getSource(Value value) {
  auto dequantize = value.getDefiningOp<DequantizeOp>();
  return dequantize && getActivationTypeOf(dequantize.getInput())
             ? dequantize.getInput()
             : Value();
}

/// Whether the layer has kernels for such activations.
bool takes(QuantOpInterface layer, UniformQuantizedType type) {
  return type.getStorageTypeIntegralWidth() == 8 || layer.takesInt16();
}

bool haveSameWidth(UniformQuantizedType a, UniformQuantizedType b) {
  return a.getStorageTypeIntegralWidth() == b.getStorageTypeIntegralWidth();
}

/// The integer type to which all users quantize `value`; null when there is
/// none or somebody reads the float.
UniformQuantizedType getQuantizedUse(Value value) {
  UniformQuantizedType type;
  for (Operation *user : value.getUsers()) {
    auto quantize = dyn_cast<QuantizeOp>(user);
    UniformQuantizedType wanted =
        quantize ? getActivationTypeOf(quantize.getResult())
                 : UniformQuantizedType();
    if (!wanted || (type && wanted != type))
      return {};
    type = wanted;
  }
  return type;
}

/// The same layer with other operands and a first result of `element`. Further
/// results replace those of the layer.
Value cloneWithTypes(PatternRewriter &rewriter, Operation *op,
                     ArrayRef<Value> operands, Type element) {
  Operation *copy = rewriter.clone(*op);
  copy->setOperands(operands);
  Value result = copy->getResult(0);
  result.setType(tensorType(result).clone(element));
  rewriter.replaceAllUsesWith(op->getResults().drop_front(),
                              copy->getResults().drop_front());
  return result;
}

/// The operands of a layer that moves its first one, with `moved` in place of
/// it: indices stay as they are.
SmallVector<Value> withInput(Operation *op, Value moved) {
  SmallVector<Value> operands(op->getOperands());
  operands.front() = moved;
  return operands;
}

/// All quantize users of `value` become `quantized`.
void replaceQuantizeUsers(PatternRewriter &rewriter, Value value,
                          Value quantized) {
  for (Operation *user : llvm::make_early_inc_range(value.getUsers()))
    rewriter.replaceOp(user, quantized);
}

//===----------------------------------------------------------------------===//
// Layers that only move values
//===----------------------------------------------------------------------===//

/// move(dequantize(x)) is dequantize(move(x)).
struct SinkDequantize : OpInterfaceRewritePattern<QuantOpInterface> {
  using OpInterfaceRewritePattern::OpInterfaceRewritePattern;
  LogicalResult matchAndRewrite(QuantOpInterface op,
                                PatternRewriter &rewriter) const override {
    if (op.getQuantRule() != QuantRule::SameAsInput)
      return failure();
    Value source = getSource(op->getOperand(0));
    if (!source || source.getDefiningOp<ConstantOp>() ||
        !takes(op, getActivationTypeOf(source)))
      return failure();
    Value moved = cloneWithTypes(rewriter, op, withInput(op, source),
                                 getActivationTypeOf(source));
    rewriter.replaceOpWithNewOp<DequantizeOp>(op, op->getResult(0).getType(),
                                              moved);
    return success();
  }
};

/// quantize(move(x)) is move(quantize(x)): rounding is monotone, so it does not
/// change which value is the largest.
struct HoistQuantize : OpInterfaceRewritePattern<QuantOpInterface> {
  using OpInterfaceRewritePattern::OpInterfaceRewritePattern;
  LogicalResult matchAndRewrite(QuantOpInterface op,
                                PatternRewriter &rewriter) const override {
    if (op.getQuantRule() != QuantRule::SameAsInput)
      return failure();
    Value input = op->getOperand(0), result = op->getResult(0);
    UniformQuantizedType type = getQuantizedUse(result);
    if (!type || !takes(op, type) ||
        !tensorType(input).getElementType().isF32())
      return failure();
    Value quantized = rewriter.create<QuantizeOp>(
        op->getLoc(), tensorType(input).clone(type), input);
    replaceQuantizeUsers(
        rewriter, result,
        cloneWithTypes(rewriter, op, withInput(op, quantized), type));
    rewriter.eraseOp(op);
    return success();
  }
};

/// quantize(dequantize(x)) of another scale is one step of integers.
struct Requantize : OpRewritePattern<QuantizeOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(QuantizeOp op,
                                PatternRewriter &rewriter) const override {
    Value source = getSource(op.getInput());
    UniformQuantizedType type = getActivationTypeOf(op.getResult());
    if (!source || !type || !haveSameWidth(getActivationTypeOf(source), type))
      return failure();
    rewriter.replaceOpWithNewOp<QuantizeOp>(op, op.getType(), source);
    return success();
  }
};

//===----------------------------------------------------------------------===//
// Layers that compute
//===----------------------------------------------------------------------===//

/// Constant int8 weights and their scales, one a row.
struct Weights {
  ElementsAttr values;
  RankedTensorType type; ///< per row, also where the file has one scale
  ArrayRef<double> scales() const {
    return cast<UniformQuantizedPerAxisType>(type.getElementType()).getScales();
  }
};

/// The weight type with one scale a row, if `element` is symmetric int8 and
/// either per tensor or per row; null otherwise.
QuantizedType getRowType(QuantizedType element, int64_t rows) {
  if (element.getStorageTypeIntegralWidth() != 8 || !element.isSigned())
    return {};
  if (auto perRow = dyn_cast<UniformQuantizedPerAxisType>(element)) {
    bool symmetric =
        llvm::all_of(perRow.getZeroPoints(), [](int64_t z) { return z == 0; });
    return symmetric && perRow.getQuantizedDimension() == 0 ? perRow
                                                            : QuantizedType();
  }
  auto perTensor = dyn_cast<UniformQuantizedType>(element);
  if (!perTensor || perTensor.getZeroPoint() != 0)
    return {};
  return UniformQuantizedPerAxisType::get(
      element.getFlags(), element.getStorageType(), element.getExpressedType(),
      SmallVector<double>(rows, perTensor.getScale()),
      SmallVector<int64_t>(rows, 0), /*quantizedDimension=*/0,
      element.getStorageTypeMin(), element.getStorageTypeMax());
}

std::optional<Weights> matchWeights(Value value) {
  auto dequantize = value.getDefiningOp<DequantizeOp>();
  auto constant = dequantize ? dequantize.getInput().getDefiningOp<ConstantOp>()
                             : ConstantOp();
  // @q_weight: kernels take no -128.
  auto stored =
      constant ? ConstantData<int8_t>::get(constant.getValue()) : std::nullopt;
  if (!stored || llvm::is_contained(stored->values(), -128))
    return std::nullopt;
  RankedTensorType type = tensorType(constant);
  QuantizedType rows = getRowType(cast<QuantizedType>(type.getElementType()),
                                  type.getDimSize(0));
  if (!rows)
    return std::nullopt;
  return Weights{constant.getValue(), type.clone(rows)};
}

/// A bias in units of inputScale * weight scale, as constant float or as
/// dequantized int32 of whatever scale; nothing when it is neither or does not
/// fit into 32 bits.
std::optional<std::vector<int32_t>>
matchBias(Value value, ArrayRef<double> weightScales, double inputScale) {
  std::vector<double> real;
  if (auto floats = ConstantData<float>::get(value)) {
    real.assign(floats->values().begin(), floats->values().end());
  } else if (auto dequantize = value.getDefiningOp<DequantizeOp>()) {
    auto sums = ConstantData<int32_t>::get(dequantize.getInput());
    Type element = tensorType(dequantize.getInput()).getElementType();
    auto perRow = dyn_cast<UniformQuantizedPerAxisType>(element);
    auto perTensor = dyn_cast<UniformQuantizedType>(element);
    if (!sums || (!perRow && !perTensor))
      return std::nullopt;
    for (auto [c, sum] : llvm::enumerate(sums->values()))
      real.push_back(
          perRow ? perRow.getScales()[c] *
                       static_cast<double>(sum - perRow.getZeroPoints()[c])
                 : perTensor.getScale() *
                       static_cast<double>(sum - perTensor.getZeroPoint()));
  } else {
    return std::nullopt;
  }
  std::vector<int32_t> result;
  for (auto [value, scale] : llvm::zip_equal(real, weightScales)) {
    int64_t sum = quantizeValue(value, {inputScale * scale, 0}, INT64_MIN / 2,
                                INT64_MAX / 2);
    if (sum != static_cast<int32_t>(sum))
      return std::nullopt;
    result.push_back(static_cast<int32_t>(sum));
  }
  return result;
}

/// dequantize, layer, quantize: the layer on integers.
struct FoldLayer : OpInterfaceRewritePattern<QuantOpInterface> {
  using OpInterfaceRewritePattern::OpInterfaceRewritePattern;

  LogicalResult matchAndRewrite(QuantOpInterface op,
                                PatternRewriter &rewriter) const override {
    UniformQuantizedType type = getFoldableType(op);
    // Who reads only the further results does not care.
    if (!type && op->getNumResults() > 1 && op->getResult(0).use_empty() &&
        op.getQuantRule() == QuantRule::Calibrated)
      type = getActivationType(op.getContext(), /*scale=*/1.0 / 128,
                               /*zeroPoint=*/0);
    if (!type || !takes(op, type))
      return failure();
    SmallVector<Value> operands(op->getOperands());
    for (unsigned i = 0; i < op.getNumActivations(); ++i) {
      operands[i] = getSource(operands[i]);
      if (!operands[i] ||
          !haveSameWidth(getActivationTypeOf(operands[i]), type))
        return failure();
    }
    if (op.getWeightIndex() >= 0 && failed(foldWeights(op, operands, rewriter)))
      return failure();
    Value result = op->getResult(0);
    replaceQuantizeUsers(rewriter, result,
                         cloneWithTypes(rewriter, op, operands, type));
    rewriter.eraseOp(op);
    return success();
  }

private:
  /// The type of the folded result, if the rule of the layer allows it.
  static UniformQuantizedType getFoldableType(QuantOpInterface op) {
    QuantRule rule = op.getQuantRule();
    if (rule == QuantRule::SameAsInput || rule == QuantRule::StaysFloat ||
        !tensorType(op->getResult(0)).getElementType().isF32())
      return {};
    UniformQuantizedType type = getQuantizedUse(op->getResult(0));
    if (rule == QuantRule::UnitInterval &&
        type != getUnitIntervalType(op->getContext()))
      return {};
    return type;
  }

  static LogicalResult foldWeights(QuantOpInterface op,
                                   SmallVectorImpl<Value> &operands,
                                   PatternRewriter &rewriter) {
    unsigned index = op.getWeightIndex();
    std::optional<Weights> weights = matchWeights(operands[index]);
    if (!weights)
      return failure();
    if (index + 1 < operands.size()) {
      Value &bias = operands[index + 1];
      double inputScale = getActivationTypeOf(operands[0]).getScale();
      auto sums = matchBias(bias, weights->scales(), inputScale);
      if (!sums)
        return failure();
      bias = createQuantizedConstant<int32_t>(
          rewriter, bias.getLoc(), tensorType(bias).getShape(),
          getBiasType(op.getContext(), inputScale, weights->scales()), *sums);
    }
    operands[index] = rewriter.create<ConstantOp>(
        operands[index].getLoc(), weights->type, weights->values);
    return success();
  }
};

struct FoldQdq : ecg::impl::FoldQdqBase<FoldQdq> {
  void runOnOperation() override {
    RewritePatternSet layers(&getContext());
    populateFuseActivationPatterns(layers);
    populateQuantizeConstantPatterns(layers);
    layers.add<SinkDequantize, HoistQuantize, Requantize, FoldLayer>(
        &getContext());
    // Only then: a constant no layer could use as integers is a float.
    RewritePatternSet rest(&getContext());
    populateDequantizeConstantPatterns(rest);
    if (failed(
            applyPatternsAndFoldGreedily(getOperation(), std::move(layers))) ||
        failed(applyPatternsAndFoldGreedily(getOperation(), std::move(rest))))
      signalPassFailure();
  }
};

} // namespace
