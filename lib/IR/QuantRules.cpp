// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How each layer takes part in integer arithmetic (QuantOpInterface).

#include "ecg/IR/EcgOps.h"
#include "ecg/IR/UnaryFunctions.h"

namespace ecg {

int Conv1dOp::getWeightIndex() { return 1; }
int Conv2dOp::getWeightIndex() { return 1; }
int ConvTransposeOp::getWeightIndex() { return 1; }
int LinearOp::getWeightIndex() { return 1; }
unsigned BatchNormOp::getNumActivations() { return 1; }

QuantRule MaxPoolOp::getQuantRule() { return QuantRule::SameAsInput; }
QuantRule ReshapeOp::getQuantRule() { return QuantRule::SameAsInput; }
QuantRule TransposeOp::getQuantRule() { return QuantRule::SameAsInput; }
// Zero is exact at every scale, other borders are not.
QuantRule PadOp::getQuantRule() {
  return getValue().isZero() ? QuantRule::SameAsInput : QuantRule::StaysFloat;
}
/// Means of neighbours are rounded; what lies outside is of another scale.
QuantRule ResizeOp::getQuantRule() {
  if (getCoordinates() == "tf_crop_and_resize")
    return QuantRule::StaysFloat;
  return getMode() == "nearest" ? QuantRule::SameAsInput
                                : QuantRule::Calibrated;
}
QuantRule SoftmaxOp::getQuantRule() { return QuantRule::UnitInterval; }

// What has no form in double has no table either.
QuantRule UnaryOp::getQuantRule() {
  return findUnaryFunction(getFunction()) ? QuantRule::Calibrated
                                          : QuantRule::StaysFloat;
}

// @lut_s16 is linear between knots: not for what jumps or grows without bound.
bool UnaryOp::takesInt16() {
  return llvm::is_contained({"abs",      "neg",      "square", "exp",
                             "erf",      "sin",      "cos",    "atan",
                             "sinh",     "cosh",     "asinh",  "elu",
                             "selu",     "celu",     "gelu",   "gelu_tanh",
                             "softplus", "softsign", "mish",   "hard_sigmoid"},
                            getFunction());
}
bool SoftmaxOp::takesInt16() { return false; }
bool MatmulOp::takesInt16() { return false; }
bool LayerNormOp::takesInt16() { return false; }

// Quotients, powers and the like have no form in integers.
QuantRule BinaryOp::getQuantRule() {
  bool hasIntegers = llvm::is_contained({"sub", "min", "max"}, getFunction());
  return hasIntegers ? QuantRule::Calibrated : QuantRule::StaysFloat;
}

} // namespace ecg
