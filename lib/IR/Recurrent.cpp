// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Shapes, verifiers and costs of the recurrent layers, and the table of their
// activations.

#include "ecg/IR/Recurrent.h"

using namespace mlir;

namespace ecg {

//===----------------------------------------------------------------------===//
// Activations
//===----------------------------------------------------------------------===//

static const RecurrentFunction functions[] = {
    {"sigmoid", "Sigmoid", ECG_RECURRENT_SIGMOID},
    {"tanh", "Tanh", ECG_RECURRENT_TANH},
    {"relu", "Relu", ECG_RECURRENT_RELU},
    {"softsign", "Softsign", ECG_RECURRENT_SOFTSIGN},
    {"softplus", "Softplus", ECG_RECURRENT_SOFTPLUS},
    {"leaky_relu", "LeakyRelu", ECG_RECURRENT_LEAKY_RELU, true, false, 0.01f},
    {"thresholded_relu", "ThresholdedRelu", ECG_RECURRENT_THRESHOLDED_RELU,
     true, false, 1.0f},
    {"elu", "Elu", ECG_RECURRENT_ELU, true, false, 1.0f},
    {"affine", "Affine", ECG_RECURRENT_AFFINE, true, true},
    {"scaled_tanh", "ScaledTanh", ECG_RECURRENT_SCALED_TANH, true, true},
    {"hard_sigmoid", "HardSigmoid", ECG_RECURRENT_HARD_SIGMOID, true, true,
     0.2f, 0.5f},
};

ArrayRef<RecurrentFunction> getRecurrentFunctions() { return functions; }

const RecurrentFunction *findRecurrentFunction(StringRef name) {
  const auto *found = llvm::find_if(
      functions, [&](const RecurrentFunction &f) { return f.name == name; });
  return found == std::end(functions) ? nullptr : found;
}

namespace {

template <typename Op>
SmallVector<RecurrentActivation, 3> activationsOf(Op op, int64_t direction) {
  SmallVector<RecurrentActivation, 3> found;
  for (int64_t i = 0; i < Op::numFunctions; ++i) {
    int64_t at = direction * Op::numFunctions + i;
    RecurrentActivation activation = {i == 0 && Op::numFunctions > 1
                                          ? ECG_RECURRENT_SIGMOID
                                          : ECG_RECURRENT_TANH,
                                      0, 0};
    if (auto names = op.getActivations())
      activation.function =
          findRecurrentFunction(cast<StringAttr>((*names)[at]).getValue())
              ->kernel;
    if (auto alphas = op.getAlphas())
      activation.alpha = (*alphas)[at];
    if (auto betas = op.getBetas())
      activation.beta = (*betas)[at];
    found.push_back(activation);
  }
  return found;
}

} // namespace

SmallVector<RecurrentActivation, 3> getRecurrentActivations(Operation *layer,
                                                            int64_t direction) {
  if (auto lstm = dyn_cast<LstmOp>(layer))
    return activationsOf(lstm, direction);
  if (auto gru = dyn_cast<GruOp>(layer))
    return activationsOf(gru, direction);
  return activationsOf(cast<RnnOp>(layer), direction);
}

//===----------------------------------------------------------------------===//
// Shapes
//===----------------------------------------------------------------------===//

namespace {

RankedTensorType typeOf(Value value) {
  return cast<RankedTensorType>(value.getType());
}

/// Everything below counts on input, weight and recurrence of rank 3.
LogicalResult requireRanks(std::optional<Location> loc, ValueRange operands) {
  if (llvm::all_of(operands.take_front(3),
                   [](Value value) { return typeOf(value).getRank() == 3; }))
    return success();
  return emitOptionalError(
      loc, "input, weight and recurrence must have rank 3, got shapes ",
      formatShape(typeOf(operands[0]).getShape()), ", ",
      formatShape(typeOf(operands[1]).getShape()), " and ",
      formatShape(typeOf(operands[2]).getShape()));
}

LogicalResult inferRecurrent(std::optional<Location> loc, ValueRange operands,
                             int64_t numStates,
                             SmallVectorImpl<Type> &results) {
  if (failed(requireRanks(loc, operands)))
    return failure();
  ArrayRef<int64_t> x = typeOf(operands[0]).getShape(),
                    w = typeOf(operands[1]).getShape(),
                    r = typeOf(operands[2]).getShape();
  Type element = typeOf(operands[0]).getElementType();
  results.push_back(RankedTensorType::get({x[0], w[0], x[1], r[2]}, element));
  for (int64_t i = 0; i < numStates; ++i)
    results.push_back(RankedTensorType::get({w[0], x[1], r[2]}, element));
  return success();
}

} // namespace

#define ECG_INFER(OP, NUM_STATES)                                              \
  LogicalResult OP::inferReturnTypes(                                          \
      MLIRContext *, std::optional<Location> loc, ValueRange operands,         \
      DictionaryAttr, OpaqueProperties, RegionRange,                           \
      SmallVectorImpl<Type> &results) {                                        \
    return inferRecurrent(loc, operands, NUM_STATES, results);                 \
  }

ECG_INFER(LstmOp, 2)
ECG_INFER(GruOp, 1)
ECG_INFER(RnnOp, 1)

#undef ECG_INFER

//===----------------------------------------------------------------------===//
// Verifiers
//===----------------------------------------------------------------------===//

namespace {

LogicalResult verifyShape(Operation *op, StringRef what, Value value,
                          ArrayRef<int64_t> shape) {
  if (!value || typeOf(value).getShape() == shape)
    return success();
  return op->emitOpError() << what << " must have shape " << formatShape(shape)
                           << ", got " << formatShape(typeOf(value).getShape());
}

/// One entry a function and direction, and every name known.
template <typename Op> LogicalResult verifyActivations(Op op) {
  size_t count = op.getDirections() * Op::numFunctions;
  if (op.getAlphas().value_or(ArrayRef<float>()).size() % count ||
      op.getBetas().value_or(ArrayRef<float>()).size() % count ||
      (op.getActivations() && op.getActivations()->size() != count))
    return op.emitOpError() << "needs " << count
                            << " activations, alphas and betas where it has "
                               "any: one a function and direction";
  if (ArrayAttr names = op.getActivationsAttr())
    for (auto name : names.getAsRange<StringAttr>())
      if (!findRecurrentFunction(name.getValue()))
        return op.emitOpError()
               << "has no activation '" << name.getValue() << "'";
  return success();
}

template <typename Op> LogicalResult verifyRecurrent(Op op) {
  if (failed(requireRanks(op.getLoc(), op->getOperands())))
    return failure();
  ArrayRef<int64_t> x = typeOf(op.getInput()).getShape();
  int64_t directions = op.getDirections(), hidden = op.getHidden();
  int64_t rows = Op::numGates * hidden;
  if (directions < 1 || directions > 2 || (directions == 2 && op.getReverse()))
    return op.emitOpError("weight must have one direction, or two of a layer "
                          "that is not reverse");
  if (op.getClip() && !(op.getClip()->convertToFloat() > 0))
    return op.emitOpError("clip must be positive");
  if (failed(verifyShape(op, "weight", op.getWeight(),
                         {directions, rows, x[2]})) ||
      failed(verifyShape(op, "recurrence", op.getRecurrence(),
                         {directions, rows, hidden})) ||
      failed(verifyShape(op, "bias", op.getBias(), {directions, 2 * rows})) ||
      failed(verifyShape(op, "initial_h", op.getInitialH(),
                         {directions, x[1], hidden})) ||
      failed(verifyShape(op, "lengths", op.getLengths(), x[1])))
    return failure();
  return verifyActivations(op);
}

} // namespace

LogicalResult LstmOp::verify() {
  if (failed(verifyRecurrent(*this)))
    return failure();
  if (!getInitialH() != !getInitialC())
    return emitOpError("needs both initial states or none");
  int64_t directions = getDirections(), hidden = getHidden(),
          batch = typeOf(getInput()).getDimSize(1);
  if (failed(verifyShape(*this, "initial_c", getInitialC(),
                         {directions, batch, hidden})))
    return failure();
  return verifyShape(*this, "peepholes", getPeepholes(),
                     {directions, 3 * hidden});
}

LogicalResult GruOp::verify() { return verifyRecurrent(*this); }
LogicalResult RnnOp::verify() { return verifyRecurrent(*this); }

//===----------------------------------------------------------------------===//
// Costs
//===----------------------------------------------------------------------===//

namespace {

/// Each gate multiplies every weight of its row once a step.
template <typename Op> int64_t countMacs(Op op) {
  ArrayRef<int64_t> x = typeOf(op.getInput()).getShape();
  return x[0] * x[1] *
         (typeOf(op.getWeight()).getNumElements() +
          typeOf(op.getRecurrence()).getNumElements());
}

} // namespace

//===----------------------------------------------------------------------===//
// Quantization
//===----------------------------------------------------------------------===//

namespace {

/// A float constant, or one that is stored quantized.
bool isConstant(Value value) {
  if (auto dequantize = value.getDefiningOp<DequantizeOp>())
    value = dequantize.getInput();
  return value.getDefiningOp<ConstantOp>();
}

/// The int8 kernels know the default activations only, which bound h.
template <typename Op> QuantRule ruleOf(Op op) {
  bool isKnown = !op.getActivations() && isConstant(op.getWeight()) &&
                 isConstant(op.getRecurrence()) &&
                 (!op.getBias() || isConstant(op.getBias()));
  return isKnown ? QuantRule::Calibrated : QuantRule::StaysFloat;
}

} // namespace

QuantRule LstmOp::getQuantRule() {
  return !getPeepholes() || isConstant(getPeepholes()) ? ruleOf(*this)
                                                       : QuantRule::StaysFloat;
}
QuantRule GruOp::getQuantRule() { return ruleOf(*this); }
QuantRule RnnOp::getQuantRule() { return ruleOf(*this); }

// The rest stays float; see the op.
unsigned LstmOp::getNumActivations() { return 1; }
unsigned GruOp::getNumActivations() { return 1; }
unsigned RnnOp::getNumActivations() { return 1; }
bool LstmOp::takesInt16() { return false; }
bool GruOp::takesInt16() { return false; }
bool RnnOp::takesInt16() { return false; }

int64_t LstmOp::getMacs() { return countMacs(*this); }
int64_t GruOp::getMacs() { return countMacs(*this); }
int64_t RnnOp::getMacs() { return countMacs(*this); }

} // namespace ecg
