// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Folders and canonicalization: identities that need no arithmetic. Computing
// with constants is the business of passes/FoldConstants.cpp, which runs the
// ops themselves.

#include "ecg/IR/EcgOps.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/PatternMatch.h"
#include <optional>

using namespace mlir;

namespace ecg {

void ConstantOp::build(OpBuilder &, OperationState &state, ElementsAttr value) {
  state.getOrAddProperties<Properties>().value = value;
  state.addTypes(value.getType());
}

void UnaryOp::build(OpBuilder &builder, OperationState &state, Type type,
                    StringRef function, Value input, float alpha, float beta) {
  build(builder, state, type, builder.getStringAttr(function), input,
        builder.getF32FloatAttr(alpha), builder.getF32FloatAttr(beta));
}

OpFoldResult ConstantOp::fold(FoldAdaptor) { return getValue(); }

namespace {

/// True when `value` is a constant with `number` everywhere.
bool isSplat(Value value, float number) {
  auto constant = value.getDefiningOp<ConstantOp>();
  if (!constant)
    return false;
  auto dense = dyn_cast<DenseElementsAttr>(constant.getValue());
  return dense && dense.isSplat() && dense.getElementType().isF32() &&
         dense.getSplatValue<float>() == number;
}

/// The operand that is the whole result because the other one is neutral.
template <typename Op> Value otherThanNeutral(Op op, float neutral) {
  if (op.getClamp())
    return {};
  for (auto [self, other] : {std::pair(op.getLhs(), op.getRhs()),
                             std::pair(op.getRhs(), op.getLhs())})
    if (isSplat(other, neutral) && self.getType() == op.getType())
      return self;
  return {};
}

/// reshape(reshape(x)) is one reshape.
struct MergeReshapes : OpRewritePattern<ReshapeOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(ReshapeOp op,
                                PatternRewriter &rewriter) const override {
    auto inner = op.getInput().getDefiningOp<ReshapeOp>();
    if (!inner)
      return failure();
    rewriter.replaceOpWithNewOp<ReshapeOp>(op, op.getType(), inner.getInput());
    return success();
  }
};

/// transpose(transpose(x)) is one transpose.
struct MergeTransposes : OpRewritePattern<TransposeOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(TransposeOp op,
                                PatternRewriter &rewriter) const override {
    auto inner = op.getInput().getDefiningOp<TransposeOp>();
    if (!inner)
      return failure();
    SmallVector<int64_t> permutation =
        applyPermutation(inner.getPermutation(), op.getPermutation());
    rewriter.replaceOpWithNewOp<TransposeOp>(op, op.getType(), inner.getInput(),
                                             permutation);
    return success();
  }
};

/// A transpose that only moves dimensions of size 1 is a reshape, which costs
/// nothing on the device.
struct TransposeToReshape : OpRewritePattern<TransposeOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(TransposeOp op,
                                PatternRewriter &rewriter) const override {
    ArrayRef<int64_t> shape =
        cast<RankedTensorType>(op.getInput().getType()).getShape();
    int64_t last = -1;
    for (int64_t dim : op.getPermutation()) {
      if (shape[dim] == 1)
        continue;
      if (dim < last)
        return failure();
      last = dim;
    }
    rewriter.replaceOpWithNewOp<ReshapeOp>(op, op.getType(), op.getInput());
    return success();
  }
};

/// The pads of `own` with those of `pad` added; nothing where `pad` reaches
/// into batch or channels.
std::optional<SmallVector<int64_t>> addPads(ArrayRef<int64_t> own, PadOp pad) {
  ArrayRef<int64_t> low = pad.getLow(), high = pad.getHigh();
  if (low[0] || low[1] || high[0] || high[1])
    return std::nullopt;
  SmallVector<int64_t> pads(own);
  size_t rank = pads.size() / 2;
  for (size_t d = 0; d < rank; ++d) {
    pads[d] += low[d + 2];
    pads[d + rank] += high[d + 2];
  }
  return pads;
}

/// Zero padding around a convolution's input becomes the convolution's own.
template <typename Conv> struct MergePad : OpRewritePattern<Conv> {
  using OpRewritePattern<Conv>::OpRewritePattern;
  LogicalResult matchAndRewrite(Conv op,
                                PatternRewriter &rewriter) const override {
    auto pad = op.getInput().template getDefiningOp<PadOp>();
    if (!pad || !pad.getValue().isZero())
      return failure();
    auto pads = addPads(op.getPads(), pad);
    if (!pads)
      return failure();
    rewriter.modifyOpInPlace(op, [&] {
      op.setPads(*pads);
      op.getInputMutable().assign(pad.getInput());
    });
    return success();
  }
};

/// Padding that never wins becomes a max-pool's own: exporters write "nothing"
/// as -inf or as the lowest float, which no int8 scale could hold. With
/// ceil_mode the last window would move, and a window of nothing but padding
/// shows the value.
struct MergePoolPad : OpRewritePattern<MaxPoolOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(MaxPoolOp op,
                                PatternRewriter &rewriter) const override {
    auto pad = op.getInput().getDefiningOp<PadOp>();
    if (!pad || !pad.getValue().isNegative() || op.getCeilMode() ||
        !(pad.getValue().isInfinity() || pad.getValue().isLargest()))
      return failure();
    size_t rank = op.getKernel().size();
    SmallVector<int64_t> none(2 * rank, 0);
    auto pads = addPads(op.getPads().value_or(none), pad);
    if (!pads)
      return failure();
    for (auto [i, count] : llvm::enumerate(*pads)) {
      int64_t dilation = op.getDilations() ? (*op.getDilations())[i % rank] : 1;
      if (count > (op.getKernel()[i % rank] - 1) * dilation)
        return failure();
    }
    rewriter.modifyOpInPlace(op, [&] {
      op.setPads(*pads);
      op.getInputMutable().assign(pad.getInput());
    });
    return success();
  }
};

} // namespace

/// quantize(dequantize(x)) is x when the types agree.
OpFoldResult QuantizeOp::fold(FoldAdaptor) {
  auto dequantize = getInput().getDefiningOp<DequantizeOp>();
  if (dequantize && dequantize.getInput().getType() == getType())
    return dequantize.getInput();
  return {};
}

OpFoldResult ReluOp::fold(FoldAdaptor) {
  if (getInput().getDefiningOp<ReluOp>())
    return getInput();
  return {};
}

OpFoldResult ClipOp::fold(FoldAdaptor) {
  auto inner = getInput().getDefiningOp<ClipOp>();
  if (inner && inner.getClamp().getMin() >= getClamp().getMin() &&
      inner.getClamp().getMax() <= getClamp().getMax())
    return getInput();
  return {};
}

OpFoldResult AddOp::fold(FoldAdaptor) { return otherThanNeutral(*this, 0.0f); }
OpFoldResult MulOp::fold(FoldAdaptor) { return otherThanNeutral(*this, 1.0f); }

OpFoldResult ConcatOp::fold(FoldAdaptor) {
  if (getInputs().size() == 1 && getInputs().front().getType() == getType())
    return getInputs().front();
  return {};
}

/// Constants of plain numbers are reshaped now; no number moves.
OpFoldResult ReshapeOp::fold(FoldAdaptor adaptor) {
  if (getInput().getType() == getType())
    return getInput();
  if (auto dense = dyn_cast_or_null<DenseElementsAttr>(adaptor.getInput()))
    return dense.reshape(
        cast<ShapedType>(dense.getType()).clone(getType().getShape()));
  if (auto resource =
          dyn_cast_or_null<DenseResourceElementsAttr>(adaptor.getInput()))
    return DenseResourceElementsAttr::get(
        resource.getType().clone(getType().getShape()),
        resource.getRawHandle());
  return {};
}

OpFoldResult TransposeOp::fold(FoldAdaptor) {
  return isIdentityPermutation(getPermutation()) ? getInput() : Value();
}

OpFoldResult PadOp::fold(FoldAdaptor) {
  return getInput().getType() == getType() ? getInput() : Value();
}

void ReshapeOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                            MLIRContext *context) {
  patterns.add<MergeReshapes>(context);
}

void TransposeOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                              MLIRContext *context) {
  patterns.add<MergeTransposes, TransposeToReshape>(context);
}

void PadOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                        MLIRContext *context) {
  patterns.add<MergePad<Conv1dOp>, MergePad<Conv2dOp>, MergePoolPad>(context);
}

} // namespace ecg
