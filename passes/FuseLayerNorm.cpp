// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Layer normalization, which ONNX has an operator for only since opset 17,
// recognised by its formula.

#include "Formula.h"
#include "ecg/IR/Constants.h"
#include "ecg/Passes.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace ecg {
#define GEN_PASS_DEF_FUSELAYERNORM
#include "ecg/Passes.h.inc"
} // namespace ecg

using namespace mlir;
using namespace ecg;

namespace {

ArrayRef<int64_t> shapeOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape();
}

/// x - mean(x): the mean; nothing when `value` is something else.
std::optional<Mean> matchCentred(Value value) {
  std::optional<Sum> sum = Sum::match(value);
  if (!sum || sum->terms.size() != 2 || sum->constant != 0)
    return std::nullopt;
  for (auto [x, other] : {std::pair(sum->terms[0], sum->terms[1]),
                          std::pair(sum->terms[1], sum->terms[0])}) {
    std::optional<Mean> mean = Mean::match(other.first);
    if (mean && mean->input == x.first && x.second == 1 && other.second == -1)
      return mean;
  }
  return std::nullopt;
}

/// Whether the values are equal, or the same differences of the same values.
bool areSame(Value a, Value b) {
  std::optional<Mean> left = matchCentred(a), right = matchCentred(b);
  return a == b || (left && right && left->input == right->input &&
                    left->axes == right->axes);
}

/// The epsilon when `value` is mean(centred^2) + epsilon along `axes`.
std::optional<double> matchVariance(Value value, Value centred,
                                    ArrayRef<int64_t> axes) {
  std::optional<Sum> sum = Sum::match(value);
  if (!sum || sum->terms.size() != 1 || sum->terms[0].second != 1)
    return std::nullopt;
  std::optional<Mean> mean = Mean::match(sum->terms[0].first);
  if (!mean || ArrayRef<int64_t>(mean->axes) != axes)
    return std::nullopt;
  Product square = Product::of(mean->input);
  bool isSquare = square.factor == 1 && square.powers.size() == 1 &&
                  square.powers[0].second == 2 &&
                  areSame(square.powers[0].first, centred);
  return isSquare ? std::optional(sum->constant) : std::nullopt;
}

bool areNeighbours(ArrayRef<int64_t> axes) {
  for (size_t i = 1; i < axes.size(); ++i)
    if (axes[i] != axes[i - 1] + 1)
      return false;
  return !axes.empty();
}

Value makeVector(PatternRewriter &rewriter, Location loc,
                 ArrayRef<float> values) {
  auto type = RankedTensorType::get(static_cast<int64_t>(values.size()),
                                    rewriter.getF32Type());
  return rewriter.create<ConstantOp>(loc, makeElements<float>(type, values));
}

/// (x - mean(x)) / sqrt(mean((x - mean(x))^2) + epsilon)
struct FuseNormalization : RewritePattern {
  explicit FuseNormalization(MLIRContext *context)
      : RewritePattern(MatchAnyOpTypeTag(), /*benefit=*/1, context) {}

  LogicalResult matchAndRewrite(Operation *op,
                                PatternRewriter &rewriter) const override {
    if (!isa<MulOp, BinaryOp>(op))
      return failure();
    Product product = Product::of(op->getResult(0));
    if (product.factor != 1 || product.powers.size() != 2)
      return failure();
    for (auto [x, variance] : {std::pair(product.powers[0], product.powers[1]),
                               std::pair(product.powers[1], product.powers[0])})
      if (x.second == 1 && variance.second == -0.5 &&
          succeeded(replace(rewriter, op, x.first, variance.first)))
        return success();
    return failure();
  }

private:
  static LogicalResult replace(PatternRewriter &rewriter, Operation *op,
                               Value centred, Value variance) {
    std::optional<Mean> mean = matchCentred(centred);
    if (!mean || !areNeighbours(mean->axes))
      return failure();
    std::optional<double> epsilon =
        matchVariance(variance, centred, mean->axes);
    if (!epsilon || *epsilon < 0 ||
        mean->input.getType() != op->getResult(0).getType())
      return failure();
    int64_t count = 1;
    for (int64_t axis : mean->axes)
      count *= shapeOf(mean->input)[axis];
    Location loc = op->getLoc();
    rewriter.replaceOpWithNewOp<LayerNormOp>(
        op, mean->input.getType(), mean->input,
        makeVector(rewriter, loc, std::vector<float>(count, 1.0f)),
        makeVector(rewriter, loc, std::vector<float>(count, 0.0f)), mean->axes,
        APFloat(static_cast<float>(*epsilon)));
    return success();
  }
};

/// A constant operand as one number for each normalized element, or nothing.
std::optional<std::vector<float>> readParameter(LayerNormOp norm, Value value) {
  auto data = ConstantData<float>::get(value);
  ArrayRef<int64_t> shape = shapeOf(norm), own = shapeOf(value);
  if (!data || own.size() > shape.size())
    return std::nullopt;
  size_t count = shapeOf(norm.getScale())[0], lead = shape.size() - own.size();
  if (data->values().size() == 1)
    return std::vector<float>(count, data->values().front());
  for (size_t dim = 0; dim < own.size(); ++dim) {
    bool isNormalized = llvm::is_contained(norm.getAxes(), dim + lead);
    if (own[dim] != (isNormalized ? shape[dim + lead] : 1))
      return std::nullopt;
  }
  if (data->values().size() != count)
    return std::nullopt;
  return std::vector<float>(data->values());
}

/// layer_norm(x) * scale and layer_norm(x) + shift
template <typename Op> struct FuseParameter : OpRewritePattern<Op> {
  using OpRewritePattern<Op>::OpRewritePattern;
  LogicalResult matchAndRewrite(Op op,
                                PatternRewriter &rewriter) const override {
    for (auto [self, other] : {std::pair(op.getLhs(), op.getRhs()),
                               std::pair(op.getRhs(), op.getLhs())}) {
      auto norm = self.template getDefiningOp<LayerNormOp>();
      if (!norm || !norm->hasOneUse() || op.getClamp() ||
          norm.getType() != op.getType())
        continue;
      auto scale = ConstantData<float>::get(norm.getScale());
      auto shift = ConstantData<float>::get(norm.getShift());
      auto values = readParameter(norm, other);
      if (!scale || !shift || !values)
        continue;
      std::vector<float> scales(scale->values()), shifts(shift->values());
      for (auto [i, value] : llvm::enumerate(*values))
        apply(scales[i], shifts[i], value);
      rewriter.replaceOpWithNewOp<LayerNormOp>(
          op, op.getType(), norm.getInput(),
          makeVector(rewriter, norm.getScale().getLoc(), scales),
          makeVector(rewriter, norm.getShift().getLoc(), shifts),
          norm.getAxes(), norm.getEpsilon());
      return success();
    }
    return failure();
  }

private:
  static void apply(float &scale, float &shift, float value) {
    if constexpr (std::is_same_v<Op, AddOp>) {
      shift += value;
    } else {
      scale *= value;
      shift *= value;
    }
  }
};

struct FuseLayerNorm : ecg::impl::FuseLayerNormBase<FuseLayerNorm> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns.add<FuseNormalization, FuseParameter<AddOp>, FuseParameter<MulOp>>(
        &getContext());
    if (failed(
            applyPatternsAndFoldGreedily(getOperation(), std::move(patterns))))
      signalPassFailure();
  }
};

} // namespace
