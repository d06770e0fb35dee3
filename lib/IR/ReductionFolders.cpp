// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Folders of layers that make one element of many.

#include "LayerRules.h"
#include "mlir/IR/PatternMatch.h"

using namespace mlir;

namespace ecg {

namespace {

/// A mean or maximum of real numbers over all positions of a signal is a pool.
struct ReduceToPool : OpRewritePattern<ReduceOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(ReduceOp op,
                                PatternRewriter &rewriter) const override {
    ArrayRef<int64_t> shape = shapeOf(op.getInput());
    int64_t rank = shape.size();
    bool isReal = op.getType().getElementType().isF32() ||
                  isa<quant::QuantizedType>(op.getType().getElementType());
    bool isSpatial =
        rank >= 3 && llvm::equal(op.getAxes(), llvm::seq<int64_t>(2, rank));
    if (!isReal || !isSpatial)
      return failure();
    SmallVector<int64_t> pooled(rank, 1);
    llvm::copy(shape.take_front(2), pooled.begin());
    Value pool = createPool(rewriter, op, op.getType().clone(pooled));
    if (!pool)
      return failure();
    rewriter.replaceOpWithNewOp<ReshapeOp>(op, op.getType(), pool);
    return success();
  }

private:
  /// Null where there is no such pool.
  static Value createPool(PatternRewriter &rewriter, ReduceOp op, Type type) {
    ArrayRef<int64_t> lengths = shapeOf(op.getInput()).drop_front(2);
    if (op.getFunction() == "mean")
      return rewriter.create<GlobalAvgPoolOp>(op.getLoc(), type, op.getInput());
    if (op.getFunction() == "max" && lengths.size() <= 2)
      return rewriter.create<MaxPoolOp>(
          op.getLoc(), type, op.getInput(), lengths,
          SmallVector<int64_t>(lengths.size(), 1), DenseI64ArrayAttr(),
          DenseI64ArrayAttr(), false);
    return {};
  }
};

/// Scales are positive: the largest real number is the largest integer.
struct ArgOfIntegers : OpRewritePattern<ArgOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(ArgOp op,
                                PatternRewriter &rewriter) const override {
    auto dequantize = op.getInput().getDefiningOp<DequantizeOp>();
    auto type = dequantize ? dyn_cast<quant::UniformQuantizedType>(
                                 elementOf(dequantize.getInput()))
                           : quant::UniformQuantizedType();
    if (!type || !type.isSigned() || type.getStorageTypeIntegralWidth() != 8)
      return failure();
    rewriter.modifyOpInPlace(
        op, [&] { op.getInputMutable().assign(dequantize.getInput()); });
    return success();
  }
};

} // namespace

void ReduceOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                           MLIRContext *context) {
  patterns.add<ReduceToPool>(context);
}

void ArgOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                        MLIRContext *context) {
  patterns.add<ArgOfIntegers>(context);
}

} // namespace ecg
