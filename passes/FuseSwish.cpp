// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Activations that ONNX has no operator for, or that older exporters did not
// use, recognised by their formula.

#include "ecg/IR/Constants.h"
#include "ecg/IR/EcgOps.h"
#include "ecg/Passes.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace ecg {
#define GEN_PASS_DEF_FUSESWISH
#include "ecg/Passes.h.inc"
} // namespace ecg

using namespace mlir;
using namespace ecg;

namespace {

/// True when `value` is a constant that equals `number` everywhere, as closely
/// as float can say.
bool isUniform(Value value, double number) {
  auto data = ConstantData<float>::get(value);
  return data && llvm::all_of(data->values(), [&](float x) {
           return std::fabs(x - number) <= 1e-6 * std::fabs(number);
         });
}

/// What a mul or add joins with a constant of `number`; null when `value` is
/// something else.
template <typename Op> Value besideConstant(Value value, double number) {
  auto op = value ? value.getDefiningOp<Op>() : Op();
  if (!op || op.getClamp())
    return {};
  if (isUniform(op.getRhs(), number))
    return op.getLhs();
  return isUniform(op.getLhs(), number) ? op.getRhs() : Value();
}

/// x * sigmoid(x)
Value matchSwish(Value self, Value gate) {
  auto sigmoid = gate.getDefiningOp<SigmoidOp>();
  return sigmoid && sigmoid.getInput() == self ? self : Value();
}

/// Whether `value` is `input` limited to [0, max].
bool clipsTo(Value value, float max, Value &input) {
  auto clip = value ? value.getDefiningOp<ClipOp>() : ClipOp();
  if (!clip || clip.getClamp().getMin() != 0 || clip.getClamp().getMax() != max)
    return false;
  input = clip.getInput();
  return true;
}

/// x * (clip(x + 3, 0, 6) / 6), or x * clip(x / 6 + 0.5, 0, 1)
Value matchHardSwish(Value self, Value gate) {
  Value clipped, inner;
  if (clipsTo(gate, 1, clipped)) {
    Value scaled = besideConstant<AddOp>(clipped, 0.5);
    inner = besideConstant<MulOp>(scaled, 1.0 / 6);
  } else if (clipsTo(besideConstant<MulOp>(gate, 1.0 / 6), 6, clipped)) {
    inner = besideConstant<AddOp>(clipped, 3);
  }
  return inner == self ? self : Value();
}

template <typename Activation, Value (*formula)(Value, Value)>
struct FuseGate : OpRewritePattern<MulOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(MulOp op,
                                PatternRewriter &rewriter) const override {
    if (op.getClamp())
      return failure();
    Value input = formula(op.getLhs(), op.getRhs());
    if (!input)
      input = formula(op.getRhs(), op.getLhs());
    if (!input || input.getType() != op.getType())
      return failure();
    rewriter.replaceOpWithNewOp<Activation>(op, op.getType(), input);
    return success();
  }
};

struct FuseSwish : ecg::impl::FuseSwishBase<FuseSwish> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns.add<FuseGate<SwishOp, matchSwish>,
                 FuseGate<HardSwishOp, matchHardSwish>>(&getContext());
    if (failed(
            applyPatternsAndFoldGreedily(getOperation(), std::move(patterns))))
      signalPassFailure();
  }
};

} // namespace
