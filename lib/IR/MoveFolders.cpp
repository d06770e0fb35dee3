// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Folders of layers that pick or repeat elements.

#include "LayerRules.h"
#include "mlir/IR/PatternMatch.h"

using namespace mlir;

namespace ecg {

namespace {

SmallVector<int64_t> stepsOf(SliceOp op) {
  SmallVector<int64_t> steps(op.getSizes().size(), 1);
  if (op.getSteps())
    llvm::copy(*op.getSteps(), steps.begin());
  return steps;
}

/// Steps that are all 1 are left out.
DenseI64ArrayAttr makeSteps(MLIRContext *context, ArrayRef<int64_t> steps) {
  if (llvm::all_of(steps, [](int64_t step) { return step == 1; }))
    return {};
  return DenseI64ArrayAttr::get(context, steps);
}

/// slice(slice(x)) is one slice.
struct MergeSlices : OpRewritePattern<SliceOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(SliceOp op,
                                PatternRewriter &rewriter) const override {
    auto inner = op.getInput().getDefiningOp<SliceOp>();
    if (!inner || inner.getInput().getType().getElementType() !=
                      op.getType().getElementType())
      return failure();
    SmallVector<int64_t> starts(inner.getStarts()), steps = stepsOf(inner);
    for (auto [d, step] : llvm::enumerate(stepsOf(op))) {
      starts[d] += op.getStarts()[d] * steps[d];
      steps[d] *= step;
    }
    rewriter.replaceOpWithNewOp<SliceOp>(op, op.getType(), inner.getInput(),
                                         starts, op.getSizes(),
                                         makeSteps(op.getContext(), steps));
    return success();
  }
};

/// A slice of a concatenation that lies in one part is a slice of the part.
struct SliceOfConcat : OpRewritePattern<SliceOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(SliceOp op,
                                PatternRewriter &rewriter) const override {
    auto concat = op.getInput().getDefiningOp<ConcatOp>();
    if (!concat)
      return failure();
    size_t axis = concat.getAxis();
    int64_t first = op.getStarts()[axis];
    int64_t last = first + (op.getSizes()[axis] - 1) * op.getStep(axis);
    int64_t begin = 0;
    for (Value part : concat.getInputs()) {
      int64_t end = begin + shapeOf(part)[axis];
      if (begin <= std::min(first, last) && std::max(first, last) < end &&
          elementOf(part) == elementOf(op)) {
        SmallVector<int64_t> starts(op.getStarts());
        starts[axis] -= begin;
        rewriter.replaceOpWithNewOp<SliceOp>(op, op.getType(), part, starts,
                                             op.getSizes(), op.getStepsAttr());
        return success();
      }
      begin = end;
    }
    return failure();
  }
};

/// Layers that broadcast by themselves take what was expanded, unless the
/// result gets its shape from it.
template <typename Op> struct DropExpand : OpRewritePattern<Op> {
  using OpRewritePattern<Op>::OpRewritePattern;
  LogicalResult matchAndRewrite(Op op,
                                PatternRewriter &rewriter) const override {
    for (OpOperand *operand : {&op.getLhsMutable(), &op.getRhsMutable()}) {
      auto expand = operand->get().template getDefiningOp<ExpandOp>();
      if (!expand)
        continue;
      Value other = op->getOperand(1 - operand->getOperandNumber());
      auto shape = broadcastShapes(shapeOf(expand.getInput()), shapeOf(other));
      if (ArrayRef(*shape) != shapeOf(op))
        continue;
      rewriter.modifyOpInPlace(op, [&] { operand->set(expand.getInput()); });
      return success();
    }
    return failure();
  }
};

} // namespace

OpFoldResult SliceOp::fold(FoldAdaptor) {
  bool isWhole = getInput().getType() == getType() && !getSteps();
  return isWhole ? getInput() : Value();
}

OpFoldResult ExpandOp::fold(FoldAdaptor) {
  return getInput().getType() == getType() ? getInput() : Value();
}

void SliceOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                          MLIRContext *context) {
  patterns.add<MergeSlices, SliceOfConcat>(context);
}

void ExpandOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                           MLIRContext *context) {
  patterns.add<DropExpand<AddOp>, DropExpand<MulOp>, DropExpand<BinaryOp>>(
      context);
}

} // namespace ecg
