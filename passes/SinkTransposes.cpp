// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Files from channels-last frameworks put a transpose around every layer. They
// sink towards the results until two of them meet and cancel, which the
// canonicalizer does, or until a layer takes them in. Reshapes sink past
// activations too, because they would stand between a layer and the activation
// it could absorb.

#include "Reorder.h"
#include "ecg/IR/Constants.h"
#include "ecg/Passes.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace ecg {
#define GEN_PASS_DEF_SINKTRANSPOSES
#include "ecg/Passes.h.inc"
} // namespace ecg

using namespace mlir;
using namespace ecg;

namespace {

RankedTensorType tensorType(Value value) {
  return cast<RankedTensorType>(value.getType());
}

/// The transpose `value` comes from, if it may sink: one that a reader holds
/// would only be doubled, and one that moves nothing becomes a reshape.
TransposeOp getSinkable(Value value) {
  auto transpose = value.getDefiningOp<TransposeOp>();
  if (!transpose || isHeld(transpose) ||
      movesOnlyUnits(tensorType(transpose.getInput()).getShape(),
                     transpose.getPermutation()))
    return {};
  return transpose;
}

//===----------------------------------------------------------------------===//
// Past layers
//===----------------------------------------------------------------------===//

/// f(transpose(x), ..) is transpose(f(x, ..)), where the other operands are
/// transposed alike, constant, or can be had in the order of x.
struct SinkPastLayer : OpInterfaceRewritePattern<LayoutOpInterface> {
  using OpInterfaceRewritePattern::OpInterfaceRewritePattern;
  LogicalResult matchAndRewrite(LayoutOpInterface op,
                                PatternRewriter &rewriter) const override {
    auto activations = op->getOperands().take_front(op.getNumReordered());
    size_t rank = tensorType(op->getResult(0)).getRank();
    for (Value operand : activations) {
      TransposeOp transpose = getSinkable(operand);
      if (!transpose || transpose.getPermutation().size() != rank)
        continue;
      SmallVector<int64_t> order =
          invertPermutationVector(transpose.getPermutation());
      if (!isReorderable(op, order) ||
          !llvm::all_of(activations,
                        [&](Value value) { return canReorder(value, order); }))
        continue;
      SmallVector<Value> inner;
      for (Value value : activations)
        inner.push_back(reorder(rewriter, value, order));
      Operation *copy = cloneReordered(rewriter, op, inner, order);
      rewriter.replaceOpWithNewOp<TransposeOp>(op, op->getResult(0).getType(),
                                               copy->getResult(0),
                                               transpose.getPermutation());
      return success();
    }
    return failure();
  }
};

/// What is left of the transpose moves the dimensions that are kept.
struct SinkPastReduce : OpRewritePattern<ReduceOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(ReduceOp op,
                                PatternRewriter &rewriter) const override {
    TransposeOp transpose = getSinkable(op.getInput());
    if (!transpose)
      return failure();
    SmallVector<int64_t> axes, kept;
    for (auto [i, from] : llvm::enumerate(transpose.getPermutation())) {
      bool isReduced =
          llvm::is_contained(op.getAxes(), static_cast<int64_t>(i));
      if (isReduced)
        axes.push_back(from);
      if (!isReduced || op.getKeepDims())
        kept.push_back(from);
    }
    llvm::sort(axes);
    SmallVector<int64_t> permutation = ranksOf(kept);
    SmallVector<int64_t> shape = applyPermutation(
        op.getType().getShape(), invertPermutationVector(permutation));
    auto reduce = rewriter.create<ReduceOp>(
        op.getLoc(), op.getType().clone(shape), op.getFunction(),
        transpose.getInput(), axes, op.getKeepDims());
    rewriter.replaceOpWithNewOp<TransposeOp>(op, op.getType(), reduce,
                                             permutation);
    return success();
  }

private:
  /// How many of the others are smaller, for each.
  static SmallVector<int64_t> ranksOf(ArrayRef<int64_t> numbers) {
    SmallVector<int64_t> ranks;
    for (int64_t number : numbers)
      ranks.push_back(llvm::count_if(
          numbers, [&](int64_t other) { return other < number; }));
    return ranks;
  }
};

/// reshape(transpose(x)) is transpose(reshape(x)) where the dimensions that are
/// merged or split are side by side in x, too.
struct SinkPastReshape : OpRewritePattern<ReshapeOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(ReshapeOp op,
                                PatternRewriter &rewriter) const override {
    TransposeOp transpose = getSinkable(op.getInput());
    if (!transpose)
      return failure();
    std::optional<Order> order =
        movePastReshape(transpose.getType().getShape(), op.getType().getShape(),
                        invertPermutationVector(transpose.getPermutation()));
    if (!order)
      return failure();
    auto type =
        op.getType().clone(applyPermutation(op.getType().getShape(), *order));
    Value reshaped =
        rewriter.create<ReshapeOp>(op.getLoc(), type, transpose.getInput());
    rewriter.replaceOpWithNewOp<TransposeOp>(op, op.getType(), reshaped,
                                             invertPermutationVector(*order));
    return success();
  }
};

/// A linear layer over the channels of a channels-last tensor is a convolution
/// with a kernel of one; over a dimension that is not moved it stays.
struct SinkPastLinear : OpRewritePattern<LinearOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(LinearOp op,
                                PatternRewriter &rewriter) const override {
    TransposeOp transpose = getSinkable(op.getInput());
    if (!transpose)
      return failure();
    ArrayRef<int64_t> permutation = transpose.getPermutation();
    Value inner;
    if (isToChannelsLast(permutation))
      inner = createPointwise(rewriter, op, transpose.getInput());
    else if (isLastInPlace(permutation))
      inner = moveBehind(rewriter, op, transpose.getInput());
    else
      return failure();
    rewriter.replaceOpWithNewOp<TransposeOp>(op, op.getType(), inner,
                                             permutation);
    return success();
  }

private:
  static Value moveBehind(PatternRewriter &rewriter, LinearOp op, Value input) {
    SmallVector<int64_t> shape(tensorType(input).getShape());
    shape.back() = op.getType().getShape().back();
    Operation *copy = rewriter.clone(*op);
    copy->setOperand(0, input);
    copy->getResult(0).setType(op.getType().clone(shape));
    return copy->getResult(0);
  }
};

/// f(reshape(x)) is reshape(f(x)).
struct SinkReshape : OpTraitRewritePattern<OpTrait::Elementwise> {
  using OpTraitRewritePattern::OpTraitRewritePattern;
  LogicalResult matchAndRewrite(Operation *op,
                                PatternRewriter &rewriter) const override {
    auto reshape = op->getOperand(0).getDefiningOp<ReshapeOp>();
    if (!reshape || !reshape->hasOneUse())
      return failure();
    Value source = reshape.getInput();
    Operation *copy = rewriter.clone(*op);
    copy->setOperand(0, source);
    Value result = copy->getResult(0);
    result.setType(tensorType(result).clone(tensorType(source).getShape()));
    rewriter.replaceOpWithNewOp<ReshapeOp>(op, op->getResult(0).getType(),
                                           result);
    return success();
  }
};

//===----------------------------------------------------------------------===//
// Into layers
//===----------------------------------------------------------------------===//

/// Products read their operands in any order.
struct FoldIntoMatmul : OpRewritePattern<MatmulOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(MatmulOp op,
                                PatternRewriter &rewriter) const override {
    auto lhs = op.getLhs().getDefiningOp<TransposeOp>();
    auto rhs = op.getRhs().getDefiningOp<TransposeOp>();
    if (!lhs && !rhs)
      return failure();
    rewriter.modifyOpInPlace(op, [&] {
      if (lhs)
        op.setLhsPermutationAttr(permutationAttr(
            op, applyPermutation(lhs.getPermutation(), op.getLhsOrder())));
      if (rhs)
        op.setRhsPermutationAttr(permutationAttr(
            op, applyPermutation(rhs.getPermutation(), op.getRhsOrder())));
      if (lhs)
        op.getLhsMutable().assign(lhs.getInput());
      if (rhs)
        op.getRhsMutable().assign(rhs.getInput());
    });
    return success();
  }
};

/// A transpose of what can be had in its order.
struct HoistTranspose : OpRewritePattern<TransposeOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(TransposeOp op,
                                PatternRewriter &rewriter) const override {
    Value input = op.getInput();
    if (!input.hasOneUse() || !canReorder(input, op.getPermutation()))
      return failure();
    rewriter.replaceOp(op, reorder(rewriter, input, op.getPermutation()));
    return success();
  }
};

/// linear(flatten(transpose(x))): the columns of the weights are put in the
/// order of flatten(x). Int8 weights of an imported model likewise; their
/// scales belong to rows.
struct FoldIntoLinear : OpRewritePattern<LinearOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(LinearOp op,
                                PatternRewriter &rewriter) const override {
    auto flatten = op.getInput().getDefiningOp<ReshapeOp>();
    auto transpose = flatten ? flatten.getInput().getDefiningOp<TransposeOp>()
                             : TransposeOp();
    if (!transpose || !isFlatten(flatten))
      return failure();
    Value source = transpose.getInput();
    Value weight = permuteColumns(rewriter, op.getWeight(),
                                  transposedOrder(tensorType(source).getShape(),
                                                  transpose.getPermutation()));
    if (!weight)
      return failure();
    auto input =
        rewriter.create<ReshapeOp>(flatten.getLoc(), flatten.getType(), source);
    rewriter.modifyOpInPlace(op, [&] {
      op.getInputMutable().assign(input);
      op.getWeightMutable().assign(weight);
    });
    return success();
  }

private:
  template <typename T>
  static ElementsAttr gather(ArrayRef<T> values, ArrayRef<size_t> order,
                             RankedTensorType type) {
    std::vector<T> result;
    for (size_t from : order)
      result.push_back(values[from]);
    return makeElements<T>(type, result);
  }

  /// Column order[i] of the result is column i of `weight`.
  static Value permuteColumns(PatternRewriter &rewriter, Value weight,
                              ArrayRef<size_t> order) {
    if (auto dequantize = weight.getDefiningOp<DequantizeOp>()) {
      Value stored = permuteColumns(rewriter, dequantize.getInput(), order);
      return stored ? rewriter.create<DequantizeOp>(weight.getLoc(),
                                                    weight.getType(), stored)
                    : Value();
    }
    auto constant = weight.getDefiningOp<ConstantOp>();
    if (!constant)
      return {};
    std::vector<size_t> whole(tensorType(weight).getNumElements());
    for (size_t i = 0; i < whole.size(); ++i)
      whole[i / order.size() * order.size() + order[i % order.size()]] = i;
    auto type = cast<RankedTensorType>(constant.getValue().getType());
    ElementsAttr elements;
    if (auto floats = ConstantData<float>::get(weight))
      elements = gather(floats->values(), whole, type);
    else if (auto bytes = ConstantData<int8_t>::get(weight))
      elements = gather(bytes->values(), whole, type);
    else
      return {};
    return rewriter.create<ConstantOp>(weight.getLoc(), weight.getType(),
                                       elements);
  }
};

struct SinkTransposes : ecg::impl::SinkTransposesBase<SinkTransposes> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns.add<SinkPastLayer, SinkPastReduce, SinkPastReshape, SinkPastLinear,
                 SinkReshape, FoldIntoMatmul, HoistTranspose, FoldIntoLinear>(
        &getContext());
    TransposeOp::getCanonicalizationPatterns(patterns, &getContext());
    ReshapeOp::getCanonicalizationPatterns(patterns, &getContext());
    if (failed(
            applyPatternsAndFoldGreedily(getOperation(), std::move(patterns))))
      signalPassFailure();
  }
};

} // namespace
