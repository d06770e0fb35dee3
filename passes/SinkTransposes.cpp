// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Files from channels-last frameworks put a transpose around every layer. They
// sink towards the results until two of them meet and cancel, which the
// canonicalizer does. Reshapes sink past activations too, because they would
// stand between a layer and the activation it could absorb.

#include "ecg/IR/Constants.h"
#include "ecg/IR/EcgOps.h"
#include "ecg/Passes.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include <numeric>

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

/// The type of `value` under another shape.
RankedTensorType withShape(Value value, ArrayRef<int64_t> shape) {
  return tensorType(value).clone(shape);
}

bool isElementwise(Operation *op) {
  return op->hasTrait<OpTrait::Elementwise>();
}

/// Layers that a transpose can sink past. One that has other readers too would
/// only be doubled.
bool sinksPastAllUsers(Operation *mover) {
  return llvm::all_of(mover->getUsers(), [](Operation *user) {
    return isElementwise(user) ||
           isa<AddOp, MulOp, ConcatOp, PadOp, ReduceOp, SliceOp, SoftmaxOp>(
               user);
  });
}

/// The transpose `value` comes from, if it may sink.
TransposeOp getSinkable(Value value) {
  auto transpose = value.getDefiningOp<TransposeOp>();
  return transpose && sinksPastAllUsers(transpose) ? transpose : TransposeOp();
}

/// Replaces `op` by a copy on `operands`, whose result has `shape`, and `mover`
/// behind it.
template <typename Mover, typename... Args>
void sink(PatternRewriter &rewriter, Operation *op, ValueRange operands,
          ArrayRef<int64_t> shape, Args... args) {
  Operation *copy = rewriter.clone(*op);
  copy->setOperands(operands);
  copy->getResult(0).setType(withShape(op->getResult(0), shape));
  rewriter.replaceOpWithNewOp<Mover>(op, op->getResult(0).getType(),
                                     copy->getResult(0), args...);
}

/// f(transpose(x)) is transpose(f(x)), and so for reshapes.
struct SinkPastElementwise : RewritePattern {
  explicit SinkPastElementwise(MLIRContext *context)
      : RewritePattern(MatchAnyOpTypeTag(), /*benefit=*/1, context) {}

  LogicalResult matchAndRewrite(Operation *op,
                                PatternRewriter &rewriter) const override {
    if (!isElementwise(op))
      return failure();
    Value input = op->getOperand(0);
    if (TransposeOp transpose = getSinkable(input)) {
      Value source = transpose.getInput();
      sink<TransposeOp>(rewriter, op, source, tensorType(source).getShape(),
                        transpose.getPermutation());
      return success();
    }
    auto reshape = input.getDefiningOp<ReshapeOp>();
    if (!reshape || !reshape->hasOneUse())
      return failure();
    Value source = reshape.getInput();
    sink<ReshapeOp>(rewriter, op, source, tensorType(source).getShape());
    return success();
  }
};

/// Row-major positions of the elements of transpose(x) in x.
std::vector<size_t> transposedOrder(ArrayRef<int64_t> shape,
                                    ArrayRef<int64_t> permutation) {
  SmallVector<int64_t> strides = computeStrides(shape);
  SmallVector<int64_t> outer = applyPermutation(shape, permutation);
  SmallVector<int64_t> outerStrides = computeStrides(outer);
  std::vector<size_t> order(ShapedType::getNumElements(shape));
  for (size_t i = 0; i < order.size(); ++i) {
    SmallVector<int64_t> position = delinearize(i, outerStrides);
    for (size_t d = 0; d < position.size(); ++d)
      order[i] += position[d] * strides[permutation[d]];
  }
  return order;
}

template <typename T>
ElementsAttr gather(ArrayRef<T> values, ArrayRef<size_t> order,
                    RankedTensorType type) {
  std::vector<T> result;
  for (size_t from : order)
    result.push_back(values[from]);
  return makeElements<T>(type, result);
}

/// A float constant as an operand in front of the transpose `permutation`; null
/// when `value` is none. Its shape may have fewer dimensions (broadcasting).
Value transposeConstant(PatternRewriter &rewriter, Value value,
                        ArrayRef<int64_t> permutation) {
  auto data = ConstantData<float>::get(value);
  if (!data)
    return {};
  SmallVector<int64_t> shape(tensorType(value).getShape());
  shape.insert(shape.begin(), permutation.size() - shape.size(), 1);
  SmallVector<int64_t> inverse = invertPermutationVector(permutation);
  auto type = withShape(value, applyPermutation(shape, inverse));
  return rewriter.create<ConstantOp>(
      value.getLoc(),
      gather(data->values(), transposedOrder(shape, inverse), type));
}

/// Both operands transposed alike, or one of them constant.
template <typename Op> struct SinkPastBinary : OpRewritePattern<Op> {
  using OpRewritePattern<Op>::OpRewritePattern;
  LogicalResult matchAndRewrite(Op op,
                                PatternRewriter &rewriter) const override {
    TransposeOp lhs = getSinkable(op.getLhs()), rhs = getSinkable(op.getRhs());
    TransposeOp transpose = lhs ? lhs : rhs;
    if (!transpose || transpose.getType().getRank() != op.getType().getRank())
      return failure();
    ArrayRef<int64_t> permutation = transpose.getPermutation();
    SmallVector<Value, 2> operands;
    for (Value operand : op->getOperands()) {
      TransposeOp own = getSinkable(operand);
      if (own && own.getPermutation() == permutation)
        operands.push_back(own.getInput());
      else if (Value constant =
                   transposeConstant(rewriter, operand, permutation))
        operands.push_back(constant);
      else
        return failure();
    }
    SmallVector<int64_t> shape =
        applyPermutation(tensorType(op.getResult()).getShape(),
                         invertPermutationVector(permutation));
    sink<TransposeOp>(rewriter, op, operands, shape, permutation);
    return success();
  }
};

struct SinkPastConcat : OpRewritePattern<ConcatOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(ConcatOp op,
                                PatternRewriter &rewriter) const override {
    TransposeOp first = getSinkable(op.getInputs().front());
    if (!first)
      return failure();
    ArrayRef<int64_t> permutation = first.getPermutation();
    SmallVector<Value> inputs;
    for (Value input : op.getInputs()) {
      TransposeOp transpose = getSinkable(input);
      if (!transpose || transpose.getPermutation() != permutation)
        return failure();
      inputs.push_back(transpose.getInput());
    }
    auto concat = rewriter.create<ConcatOp>(
        op.getLoc(),
        withShape(op, applyPermutation(op.getType().getShape(),
                                       invertPermutationVector(permutation))),
        inputs, permutation[op.getAxis()]);
    rewriter.replaceOpWithNewOp<TransposeOp>(op, op.getType(), concat,
                                             permutation);
    return success();
  }
};

struct SinkPastPad : OpRewritePattern<PadOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(PadOp op,
                                PatternRewriter &rewriter) const override {
    TransposeOp transpose = getSinkable(op.getInput());
    if (!transpose)
      return failure();
    SmallVector<int64_t> inverse =
        invertPermutationVector(transpose.getPermutation());
    auto pad = rewriter.create<PadOp>(
        op.getLoc(),
        withShape(op, applyPermutation(op.getType().getShape(), inverse)),
        transpose.getInput(), applyPermutation(op.getLow(), inverse),
        applyPermutation(op.getHigh(), inverse), op.getValue());
    rewriter.replaceOpWithNewOp<TransposeOp>(op, op.getType(), pad,
                                             transpose.getPermutation());
    return success();
  }
};

struct SinkPastSlice : OpRewritePattern<SliceOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(SliceOp op,
                                PatternRewriter &rewriter) const override {
    TransposeOp transpose = getSinkable(op.getInput());
    if (!transpose)
      return failure();
    SmallVector<int64_t> inverse =
        invertPermutationVector(transpose.getPermutation());
    SmallVector<int64_t> sizes = applyPermutation(op.getSizes(), inverse);
    DenseI64ArrayAttr steps;
    if (op.getSteps())
      steps = rewriter.getDenseI64ArrayAttr(
          applyPermutation(*op.getSteps(), inverse));
    auto slice = rewriter.create<SliceOp>(
        op.getLoc(), withShape(op, sizes), transpose.getInput(),
        applyPermutation(op.getStarts(), inverse), sizes, steps);
    rewriter.replaceOpWithNewOp<TransposeOp>(op, op.getType(), slice,
                                             transpose.getPermutation());
    return success();
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
        op.getLoc(), withShape(op, shape), op.getFunction(),
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

struct SinkPastSoftmax : OpRewritePattern<SoftmaxOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(SoftmaxOp op,
                                PatternRewriter &rewriter) const override {
    TransposeOp transpose = getSinkable(op.getInput());
    if (!transpose)
      return failure();
    ArrayRef<int64_t> permutation = transpose.getPermutation();
    auto softmax = rewriter.create<SoftmaxOp>(
        op.getLoc(), transpose.getInput().getType(), transpose.getInput(),
        permutation[op.getAxis()]);
    rewriter.replaceOpWithNewOp<TransposeOp>(op, op.getType(), softmax,
                                             permutation);
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
    if (!transpose || flatten.getType().getRank() != 2 ||
        flatten.getType().getDimSize(0) != 1)
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
    patterns
        .add<SinkPastElementwise, SinkPastBinary<AddOp>, SinkPastBinary<MulOp>,
             SinkPastConcat, SinkPastPad, SinkPastReduce, SinkPastSlice,
             SinkPastSoftmax, FoldIntoLinear>(&getContext());
    TransposeOp::getCanonicalizationPatterns(patterns, &getContext());
    ReshapeOp::getCanonicalizationPatterns(patterns, &getContext());
    ReduceOp::getCanonicalizationPatterns(patterns, &getContext());
    if (failed(
            applyPatternsAndFoldGreedily(getOperation(), std::move(patterns))))
      signalPassFailure();
  }
};

} // namespace
