// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Layers with a spatial dimension that has only one position: tf2onnx writes
// 1-D convolutions and pools as 2-D ones over a single row, and PyTorch's
// squeeze-and-excitation has convolutions over a single sample. They become
// 1-D layers and linear ones.

#include "Reorder.h"
#include "ecg/IR/Windows.h"
#include "ecg/Passes.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace ecg {
#define GEN_PASS_DEF_LOWERRANK
#include "ecg/Passes.h.inc"
} // namespace ecg

using namespace mlir;
using namespace ecg;

namespace {

RankedTensorType tensorType(Value value) {
  return cast<RankedTensorType>(value.getType());
}

/// The shape of `value` without dimension `dim`.
SmallVector<int64_t> shapeWithout(Value value, int64_t dim) {
  SmallVector<int64_t> shape(tensorType(value).getShape());
  shape.erase(shape.begin() + dim);
  return shape;
}

Value reshape(PatternRewriter &rewriter, Value value, ArrayRef<int64_t> shape) {
  return rewriter.createOrFold<ReshapeOp>(
      value.getLoc(), tensorType(value).clone(shape), value);
}

/// The spatial dimension of a 2-D layer on which its window sees one element
/// and no padding; nothing when there is none.
template <typename Op> std::optional<int64_t> findUnitDim(Op op) {
  if (tensorType(op.getInput()).getRank() != 4)
    return std::nullopt;
  for (auto [i, window] : llvm::enumerate(getWindows(op)))
    if (tensorType(op.getInput()).getDimSize(i + 2) == 1 &&
        window.kernel == 1 && window.padLow == 0 && window.padHigh == 0)
      return i;
  return std::nullopt;
}

/// A list with one entry a spatial dimension, or pads with all begins and then
/// all ends, without what belongs to `dim`.
SmallVector<int64_t> without(ArrayRef<int64_t> list, int64_t dim) {
  SmallVector<int64_t> rest;
  for (auto [i, entry] : llvm::enumerate(list))
    if (static_cast<int64_t>(i) % 2 != dim)
      rest.push_back(entry);
  return rest;
}

struct ToConv1d : OpRewritePattern<Conv2dOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(Conv2dOp op,
                                PatternRewriter &rewriter) const override {
    std::optional<int64_t> dim = findUnitDim(op);
    if (!dim)
      return failure();
    Value input =
        reshape(rewriter, op.getInput(), shapeWithout(op.getInput(), *dim + 2));
    Value weight = reshapeWeight(rewriter, op.getWeight(),
                                 shapeWithout(op.getWeight(), *dim + 2));
    auto conv = rewriter.create<Conv1dOp>(
        op.getLoc(), op.getType().clone(shapeWithout(op, *dim + 2)), input,
        weight, op.getBias(), op.getStrides()[1 - *dim],
        without(op.getPads(), *dim), op.getDilations()[1 - *dim],
        op.getGroups(), op.getClampAttr());
    rewriter.replaceOpWithNewOp<ReshapeOp>(op, op.getType(), conv);
    return success();
  }
};

template <typename Pool> struct ToPool1d : OpRewritePattern<Pool> {
  using OpRewritePattern<Pool>::OpRewritePattern;
  LogicalResult matchAndRewrite(Pool op,
                                PatternRewriter &rewriter) const override {
    std::optional<int64_t> dim = findUnitDim(op);
    if (!dim)
      return failure();
    Value input =
        reshape(rewriter, op.getInput(), shapeWithout(op.getInput(), *dim + 2));
    auto pool = cast<Pool>(rewriter.clone(*op));
    pool.getInputMutable().assign(input);
    pool.setKernel(without(op.getKernel(), *dim));
    pool.setStrides(without(op.getStrides(), *dim));
    if (op.getPads())
      pool.setPads(without(*op.getPads(), *dim));
    if constexpr (std::is_same_v<Pool, MaxPoolOp>)
      if (op.getDilations())
        pool.setDilations(without(*op.getDilations(), *dim));
    pool.getResult().setType(op.getType().clone(shapeWithout(op, *dim + 2)));
    rewriter.replaceOpWithNewOp<ReshapeOp>(op, op.getType(), pool);
    return success();
  }
};

/// The mean over one row or one column.
struct ToGlobalAvgPool1d : OpRewritePattern<GlobalAvgPoolOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(GlobalAvgPoolOp op,
                                PatternRewriter &rewriter) const override {
    auto type = tensorType(op.getInput());
    if (type.getRank() != 4 ||
        (type.getDimSize(2) != 1 && type.getDimSize(3) != 1))
      return failure();
    int64_t dim = type.getDimSize(2) == 1 ? 2 : 3;
    auto pool = rewriter.create<GlobalAvgPoolOp>(
        op.getLoc(), op.getType().clone(shapeWithout(op, 3)),
        reshape(rewriter, op.getInput(), shapeWithout(op.getInput(), dim)));
    rewriter.replaceOpWithNewOp<ReshapeOp>(op, op.getType(), pool);
    return success();
  }
};

/// A convolution of one position. Of integers it stays, which linear has no
/// kernel for.
template <typename Conv> struct ToLinear : OpRewritePattern<Conv> {
  using OpRewritePattern<Conv>::OpRewritePattern;
  LogicalResult matchAndRewrite(Conv op,
                                PatternRewriter &rewriter) const override {
    SmallVector<int64_t> matrix(tensorType(op.getWeight()).getShape());
    SmallVector<int64_t> rows(tensorType(op.getInput()).getShape());
    auto isUnit = [](int64_t size) { return size == 1; };
    if (op.getGroups() != 1 ||
        isa<IntegerType>(op.getType().getElementType()) ||
        !llvm::all_of(ArrayRef(matrix).drop_front(2), isUnit) ||
        !llvm::all_of(ArrayRef(rows).drop_front(2), isUnit) ||
        op.getType().getNumElements() != rows[0] * matrix[0])
      return failure();
    matrix.resize(2);
    rows.resize(2);
    auto linear = rewriter.create<LinearOp>(
        op.getLoc(), op.getType().clone({rows[0], matrix[0]}),
        reshape(rewriter, op.getInput(), rows),
        reshapeWeight(rewriter, op.getWeight(), matrix), op.getBias(),
        op.getClampAttr());
    rewriter.replaceOpWithNewOp<ReshapeOp>(op, op.getType(), linear);
    return success();
  }
};

struct LowerRank : ecg::impl::LowerRankBase<LowerRank> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns.add<ToConv1d, ToPool1d<MaxPoolOp>, ToPool1d<AvgPoolOp>,
                 ToGlobalAvgPool1d, ToLinear<Conv1dOp>, ToLinear<Conv2dOp>>(
        &getContext());
    ReshapeOp::getCanonicalizationPatterns(patterns, &getContext());
    if (failed(
            applyPatternsAndFoldGreedily(getOperation(), std::move(patterns))))
      signalPassFailure();
  }
};

} // namespace
