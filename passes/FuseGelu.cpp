// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// GELU, which ONNX has an operator for only since opset 20, recognised by its
// two formulas.

#include "Formula.h"
#include "ecg/IR/UnaryFunctions.h"
#include "ecg/Passes.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace ecg {
#define GEN_PASS_DEF_FUSEGELU
#include "ecg/Passes.h.inc"
} // namespace ecg

using namespace mlir;
using namespace ecg;

namespace {

/// The argument when `value` is 1 + function(argument); null otherwise.
Value matchOnePlus(Value value,
                   llvm::function_ref<Value(Operation *)> function) {
  std::optional<Sum> sum = Sum::match(value);
  if (!sum || !isAbout(sum->constant, 1) || sum->terms.size() != 1 ||
      !isAbout(sum->terms[0].second, 1))
    return {};
  Operation *op = sum->terms[0].first.getDefiningOp();
  return op ? function(op) : Value();
}

Value argumentOfErf(Operation *op) {
  auto unary = dyn_cast<UnaryOp>(op);
  return unary && unary.getFunction() == "erf" ? unary.getInput() : Value();
}

Value argumentOfTanh(Operation *op) {
  auto tanh = dyn_cast<TanhOp>(op);
  return tanh ? tanh.getInput() : Value();
}

/// Whether a term of a sum is coefficient * x^exponent.
bool isPower(std::pair<Value, double> term, double coefficient, Value x,
             double exponent) {
  Product product = Product::of(term.first);
  product.factor *= term.second;
  return product.is(coefficient, {{x, exponent}});
}

/// x + 0.044715 x^3
bool isCubic(Value value, Value x) {
  std::optional<Sum> sum = Sum::match(value);
  if (!sum || sum->terms.size() != 2 || sum->constant != 0)
    return false;
  auto &terms = sum->terms;
  return (isPower(terms[0], 1, x, 1) && isPower(terms[1], 0.044715, x, 3)) ||
         (isPower(terms[1], 1, x, 1) && isPower(terms[0], 0.044715, x, 3));
}

/// 1 + 0.044715 x^2
bool isQuadratic(Value value, Value x) {
  std::optional<Sum> sum = Sum::match(value);
  return sum && isAbout(sum->constant, 1) && sum->terms.size() == 1 &&
         isPower(sum->terms[0], 0.044715, x, 2);
}

/// sqrt(2 / pi) * (x + 0.044715 x^3), also with x in front of the bracket.
bool isTanhArgument(Value value, Value x) {
  Product product = Product::of(value);
  auto isLinear = [](auto power) { return power.second == 1; };
  if (!isAbout(product.factor, 0.7978845608) ||
      !llvm::all_of(product.powers, isLinear))
    return false;
  auto &powers = product.powers;
  if (powers.size() == 1)
    return isCubic(powers[0].first, x);
  return powers.size() == 2 &&
         ((powers[0].first == x && isQuadratic(powers[1].first, x)) ||
          (powers[1].first == x && isQuadratic(powers[0].first, x)));
}

/// x * (1 + erf(x / sqrt(2))) / 2, or with tanh of the cubic instead of erf.
struct FuseHalfProduct : OpRewritePattern<MulOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(MulOp op,
                                PatternRewriter &rewriter) const override {
    Product product = Product::of(op);
    if (op.getClamp() || !isAbout(product.factor, 0.5) ||
        product.powers.size() != 2 || product.powers[0].second != 1 ||
        product.powers[1].second != 1)
      return failure();
    for (auto [x, bracket] : {std::pair(product.powers[0], product.powers[1]),
                              std::pair(product.powers[1], product.powers[0])})
      if (StringRef function = findFunction(x.first, bracket.first);
          findUnaryFunction(function) && x.first.getType() == op.getType()) {
        rewriter.replaceOpWithNewOp<UnaryOp>(op, op.getType(), function,
                                             x.first);
        return success();
      }
    return failure();
  }

private:
  static StringRef findFunction(Value x, Value bracket) {
    if (Value argument = matchOnePlus(bracket, argumentOfErf))
      if (Product::of(argument).is(0.70710678, {{x, 1.0}}))
        return "gelu";
    if (Value argument = matchOnePlus(bracket, argumentOfTanh))
      if (isTanhArgument(argument, x))
        return "gelu_tanh";
    return "";
  }
};

struct FuseGelu : ecg::impl::FuseGeluBase<FuseGelu> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns.add<FuseHalfProduct>(&getContext());
    if (failed(
            applyPatternsAndFoldGreedily(getOperation(), std::move(patterns))))
      signalPassFailure();
  }
};

} // namespace
