// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Activation fusion: a layer that feeds only a ReLU or clip limits its output
// itself, so the tensor in between never exists.

#include "Patterns.h"
#include "ecg/IR/EcgOps.h"
#include "ecg/Passes.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include <limits>

namespace ecg {
#define GEN_PASS_DEF_FUSEACTIVATION
#include "ecg/Passes.h.inc"
} // namespace ecg

using namespace mlir;
using namespace ecg;

namespace {

ClampAttr limitsOf(ReluOp op) {
  return ClampAttr::get(op.getContext(), 0.0f,
                        std::numeric_limits<float>::infinity());
}

ClampAttr limitsOf(ClipOp op) { return op.getClamp(); }

/// Limiting to `inner` and then to `outer`, as one limit.
ClampAttr compose(ClampAttr inner, ClampAttr outer) {
  auto limit = [&](float x) {
    return std::min(std::max(x, outer.getMin()), outer.getMax());
  };
  return ClampAttr::get(outer.getContext(), limit(inner.getMin()),
                        limit(inner.getMax()));
}

/// What a value was before layers that only pick or move values, for which it
/// does not matter whether they come before or after a limit.
Value lookThroughMovers(Value value) {
  Operation *op = value.getDefiningOp();
  while (isa_and_nonnull<MaxPoolOp, ReshapeOp, TransposeOp>(op) &&
         op->hasOneUse()) {
    value = op->getOperand(0);
    op = value.getDefiningOp();
  }
  return value;
}

template <typename Layer, typename Activation>
struct FuseInto : OpRewritePattern<Activation> {
  using OpRewritePattern<Activation>::OpRewritePattern;

  LogicalResult matchAndRewrite(Activation op,
                                PatternRewriter &rewriter) const override {
    auto layer =
        lookThroughMovers(op.getInput()).template getDefiningOp<Layer>();
    if (!layer || !layer->hasOneUse() ||
        op.getInput().getType() != op.getType())
      return failure();
    ClampAttr limits = limitsOf(op);
    if (ClampAttr inner = layer.getClampAttr())
      limits = compose(inner, limits);
    rewriter.modifyOpInPlace(layer, [&] { layer.setClampAttr(limits); });
    rewriter.replaceOp(op, op.getInput());
    return success();
  }
};

template <typename... Layers> void addFusions(RewritePatternSet &patterns) {
  (patterns.add<FuseInto<Layers, ReluOp>, FuseInto<Layers, ClipOp>>(
       patterns.getContext()),
   ...);
}

struct FuseActivation : ecg::impl::FuseActivationBase<FuseActivation> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    populateFuseActivationPatterns(patterns);
    if (failed(
            applyPatternsAndFoldGreedily(getOperation(), std::move(patterns))))
      signalPassFailure();
  }
};

} // namespace

void ecg::populateFuseActivationPatterns(RewritePatternSet &patterns) {
  addFusions<Conv1dOp, Conv2dOp, Conv3dOp, ConvTransposeOp, LinearOp, AddOp,
             MulOp>(patterns);
}
