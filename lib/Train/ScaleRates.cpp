// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Adam moves every number by about its learning rate, whatever the size of its
// gradient: what LSQ does by scaling gradients has to be done by rates.

#include "ScaleRates.h"
#include "ecg/IR/EcgOps.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;

namespace ecg {

/// A scale learns so that the largest number it stands for moves as a number
/// that learns by itself would, but never by more than this.
static constexpr float largestFactor = 0.2f;

/// The fake quantization whose scale `constant` is, or null.
static FakeQuantizeOp findScaled(Operation *constant) {
  for (OpOperand &use : constant->getUses())
    if (auto op = dyn_cast<FakeQuantizeOp>(use.getOwner()))
      if (use.getOperandNumber() == 1)
        return op;
  return {};
}

/// The fake quantization whose scale is `value` rounded, or null.
static FakeQuantizeOp findScaledByRounded(Operation *constant) {
  for (Operation *user : constant->getUsers())
    if (auto op = dyn_cast<FakeQuantizeOp>(user))
      return findScaled(op);
  return {};
}

static float factorAt(FakeQuantizeOp op, int64_t index) {
  auto [low, high] = op.getRangeAt(index);
  return std::min(largestFactor,
                  1.0f / std::max<int64_t>({-low, high, int64_t(1)}));
}

bool isActivationScale(Operation *constant) {
  FakeQuantizeOp op = findScaled(constant);
  // The unit of scales has no axis either.
  return op && !op.getAxis() && !findScaled(op);
}

/// Whether a constant is the coordinates of multi-bit weights, which move many
/// weights each.
static bool isCoordinate(OpOperand &use) {
  return isa<FakeMultiBitOp>(use.getOwner()) && use.getOperandNumber() == 1;
}

/// The factor of element `index` of a constant.
static float rateOf(Operation *constant, int64_t index) {
  if (FakeQuantizeOp op = findScaled(constant)) {
    // A unit of scales: as the scales, and again by its largest multiple.
    FakeQuantizeOp above = findScaled(op);
    return factorAt(op, index) * (above ? factorAt(above, 0) : 1);
  }
  if (llvm::any_of(constant->getUses(), isCoordinate))
    return largestFactor;
  FakeQuantizeOp op = findScaledByRounded(constant);
  return op ? factorAt(op, index) : 1;
}

std::vector<float> chooseRates(const GradientProgram &program) {
  std::vector<float> rates(program.numWeights(), 1);
  for (const LearnedConstant &constant : program.constants())
    if (!constant.isStatistic)
      for (size_t i = 0; i < constant.size; ++i)
        rates[constant.offset + i] = rateOf(constant.op, i);
  if (llvm::all_of(rates, [](float rate) { return rate == 1; }))
    rates.clear();
  return rates;
}

} // namespace ecg
