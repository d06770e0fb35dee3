// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Batch norms, and the constant muls and adds that some exporters write in
// their place, go into the weights and bias of a neighbouring convolution or
// linear layer. New weights are computed in double and rounded once.

#include "ChannelAffine.h"
#include "ecg/IR/Constants.h"
#include "ecg/IR/Windows.h"
#include "ecg/Passes.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "llvm/ADT/TypeSwitch.h"

namespace ecg {
#define GEN_PASS_DEF_FOLDBATCHNORM
#include "ecg/Passes.h.inc"
} // namespace ecg

using namespace mlir;
using namespace ecg;

namespace {

RankedTensorType tensorType(Value value) {
  return cast<RankedTensorType>(value.getType());
}

/// Weights and bias of a convolution or linear layer, in double.
struct Parameters {
  std::vector<double> weights; ///< empty when not constant floats
  std::vector<double> bias;

  size_t rowSize() const { return weights.size() / bias.size(); }
};

template <typename Layer>
std::optional<Parameters> readParameters(Layer layer) {
  Parameters result;
  if (auto weights = ConstantData<float>::get(layer.getWeight()))
    result.weights.assign(weights->values().begin(), weights->values().end());
  if (!layer.getBias()) {
    result.bias.resize(tensorType(layer.getWeight()).getDimSize(0), 0.0);
    return result;
  }
  auto bias = ConstantData<float>::get(layer.getBias());
  if (!bias)
    return std::nullopt;
  result.bias.assign(bias->values().begin(), bias->values().end());
  return result;
}

Value makeConstant(PatternRewriter &rewriter, Location loc,
                   RankedTensorType type, ArrayRef<double> values) {
  std::vector<float> rounded(values.begin(), values.end());
  return rewriter.create<ConstantOp>(loc, makeElements<float>(type, rounded));
}

/// Gives `layer` new parameters; those of weights only where there are any.
template <typename Layer>
void writeParameters(PatternRewriter &rewriter, Layer layer,
                     const Parameters &parameters) {
  rewriter.setInsertionPoint(layer);
  auto biasType = RankedTensorType::get(
      static_cast<int64_t>(parameters.bias.size()), rewriter.getF32Type());
  Value bias =
      makeConstant(rewriter, layer.getLoc(), biasType, parameters.bias);
  Value weight = layer.getWeight();
  if (!parameters.weights.empty())
    weight = makeConstant(rewriter, weight.getLoc(), tensorType(weight),
                          parameters.weights);
  rewriter.modifyOpInPlace(
      layer, [&] { layer->setOperands({layer.getInput(), weight, bias}); });
}

int64_t channelDim(Value value, Operation *layer) {
  return isa<LinearOp>(layer) ? tensorType(value).getRank() - 1 : 1;
}

template <typename Layer> int64_t groupsOf(Layer layer) {
  if constexpr (std::is_same_v<Layer, LinearOp>)
    return 1;
  else
    return layer.getGroups();
}

/// Whether some positions of the result miss taps. Those of a transposed
/// convolution nearly always do.
template <typename Layer> bool hasPadding(Layer layer) {
  if constexpr (std::is_same_v<Layer, LinearOp>)
    return false;
  else if constexpr (std::is_same_v<Layer, ConvTransposeOp>)
    return true;
  else
    return llvm::any_of(getWindows(layer), [](const Window &window) {
      return window.padLow > 0 || window.padHigh > 0;
    });
}

//===----------------------------------------------------------------------===//
// Into the layer before
//===----------------------------------------------------------------------===//

/// affine(layer(x)): rows of the weights are scaled.
template <typename Layer>
LogicalResult foldInto(PatternRewriter &rewriter, Layer layer,
                       ChannelAffine affine) {
  std::optional<Parameters> parameters = readParameters(layer);
  if (!parameters || layer.getClamp() || !layer->hasOneUse())
    return failure();
  if (!affine.isUniform() && affine.dim != channelDim(layer, layer))
    return failure();
  size_t channels = parameters->bias.size();
  affine.expand(channels);
  bool scales = llvm::any_of(affine.scale, [](double s) { return s != 1; });
  if (scales && parameters->weights.empty())
    return failure();
  if (!scales)
    parameters->weights.clear();
  size_t row = parameters->rowSize();
  for (size_t c = 0; c < channels; ++c) {
    parameters->bias[c] =
        affine.scale[c] * parameters->bias[c] + affine.shift[c];
    for (size_t i = c * row; i < (c + 1) * row; ++i)
      parameters->weights[i] *= affine.scale[c];
  }
  writeParameters(rewriter, layer, *parameters);
  return success();
}

/// A number times a product is its alpha.
LogicalResult foldInto(PatternRewriter &rewriter, MatmulOp product,
                       const ChannelAffine &affine) {
  if (!affine.isUniform() || affine.hasShift() || !product->hasOneUse() ||
      !product.getType().getElementType().isF32())
    return failure();
  double alpha = product.getAlpha().convertToDouble() * affine.scale[0];
  rewriter.modifyOpInPlace(
      product, [&] { product.setAlpha(APFloat(static_cast<float>(alpha))); });
  return success();
}

struct FoldBackward : RewritePattern {
  explicit FoldBackward(MLIRContext *context)
      : RewritePattern(MatchAnyOpTypeTag(), /*benefit=*/3, context) {}

  LogicalResult matchAndRewrite(Operation *op,
                                PatternRewriter &rewriter) const override {
    std::optional<ChannelAffine> affine = ChannelAffine::match(op);
    if (!affine)
      return failure();
    Value input = affine->input;
    Operation *layer = input.getDefiningOp();
    while (layer && layer->hasOneUse() && affine->movePastInput(layer))
      layer = affine->input.getDefiningOp();
    if (!layer)
      return failure();
    LogicalResult folded =
        llvm::TypeSwitch<Operation *, LogicalResult>(layer)
            .Case<Conv1dOp, Conv2dOp, ConvTransposeOp, LinearOp, MatmulOp>(
                [&](auto layer) {
                  return foldInto(rewriter, layer, std::move(*affine));
                })
            .Default([](Operation *) { return failure(); });
    if (succeeded(folded))
      rewriter.replaceOp(op, input);
    return folded;
  }
};

//===----------------------------------------------------------------------===//
// Into the layer after
//===----------------------------------------------------------------------===//

/// layer(affine(x)): columns of the weights are scaled, and what the shifts
/// amount to goes into the bias. Padding is added behind the affine map, so
/// with padding there may be no shift.
template <typename Layer> struct FoldForward : OpRewritePattern<Layer> {
  explicit FoldForward(MLIRContext *context)
      : OpRewritePattern<Layer>(context, /*benefit=*/2) {}

  LogicalResult matchAndRewrite(Layer layer,
                                PatternRewriter &rewriter) const override {
    SmallVector<Operation *> between;
    Value input = layer.getInput();
    std::optional<ChannelAffine> affine;
    while (Operation *op = input.getDefiningOp()) {
      if (!op->hasOneUse() || op->getNumOperands() == 0)
        return failure();
      if ((affine = ChannelAffine::match(op)))
        break;
      between.push_back(op);
      input = op->getOperand(0);
    }
    std::optional<Parameters> parameters = readParameters(layer);
    if (!affine || !parameters || parameters->weights.empty())
      return failure();
    for (Operation *op : llvm::reverse(between))
      if (!affine->movePastResult(op))
        return failure();
    int64_t dim = channelDim(layer.getInput(), layer);
    if ((hasPadding(layer) && affine->hasShift()) ||
        (!affine->isUniform() && affine->dim != dim))
      return failure();
    affine->expand(tensorType(layer.getInput()).getDimSize(dim));
    absorb(*affine, *parameters, layer);
    writeParameters(rewriter, layer, *parameters);
    rewriter.replaceAllUsesWith(input, affine->input);
    return success();
  }

private:
  static void absorb(const ChannelAffine &affine, Parameters &parameters,
                     Layer layer) {
    size_t rows = parameters.bias.size();
    size_t inputsPerRow = tensorType(layer.getWeight()).getDimSize(1);
    size_t taps = parameters.rowSize() / inputsPerRow;
    size_t rowsPerGroup = rows / groupsOf(layer);
    double *weight = parameters.weights.data();
    for (size_t row = 0; row < rows; ++row)
      for (size_t i = 0; i < inputsPerRow; ++i) {
        size_t channel = row / rowsPerGroup * inputsPerRow + i;
        for (size_t tap = 0; tap < taps; ++tap, ++weight) {
          parameters.bias[row] += affine.shift[channel] * *weight;
          *weight *= affine.scale[channel];
        }
      }
  }
};

//===----------------------------------------------------------------------===//
// Into each other
//===----------------------------------------------------------------------===//

/// Two maps in a row that no layer takes become one batch norm.
struct MergeAffines : RewritePattern {
  explicit MergeAffines(MLIRContext *context)
      : RewritePattern(MatchAnyOpTypeTag(), /*benefit=*/1, context) {}

  LogicalResult matchAndRewrite(Operation *op,
                                PatternRewriter &rewriter) const override {
    std::optional<ChannelAffine> outer = ChannelAffine::match(op);
    if (!outer || !outer->input.hasOneUse())
      return failure();
    auto inner = ChannelAffine::match(outer->input.getDefiningOp());
    if (!inner || (inner->isUniform() && outer->isUniform()))
      return failure();
    auto onChannels = [](const ChannelAffine &affine) {
      return affine.isUniform() || affine.dim == 1;
    };
    RankedTensorType type = tensorType(op->getResult(0));
    if (!onChannels(*inner) || !onChannels(*outer) || type.getRank() < 2)
      return failure();
    int64_t channels = type.getDimSize(1);
    inner->expand(channels);
    outer->expand(channels);
    for (int64_t c = 0; c < channels; ++c) {
      outer->shift[c] += outer->scale[c] * inner->shift[c];
      outer->scale[c] *= inner->scale[c];
    }
    auto vector = RankedTensorType::get(channels, rewriter.getF32Type());
    auto make = [&](ArrayRef<double> values) {
      return makeConstant(rewriter, op->getLoc(), vector, values);
    };
    Value zeros = make(std::vector<double>(channels, 0.0));
    Value ones = make(std::vector<double>(channels, 1.0));
    rewriter.replaceOpWithNewOp<BatchNormOp>(
        op, inner->input, make(outer->scale), make(outer->shift), zeros, ones,
        APFloat(0.0f));
    return success();
  }
};

struct FoldBatchNorm : ecg::impl::FoldBatchNormBase<FoldBatchNorm> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns
        .add<FoldBackward, FoldForward<Conv1dOp>, FoldForward<Conv2dOp>,
             FoldForward<ConvTransposeOp>, FoldForward<LinearOp>, MergeAffines>(
            &getContext());
    if (failed(
            applyPatternsAndFoldGreedily(getOperation(), std::move(patterns))))
      signalPassFailure();
  }
};

} // namespace
