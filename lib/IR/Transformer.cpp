// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Facts about the layers of attention: orders of dimensions, verifiers, rules
// of quantization and costs. Their shapes are in Shapes.cpp.

#include "ecg/IR/Constants.h"
#include "ecg/IR/EcgOps.h"

using namespace mlir;

namespace ecg {

namespace {

RankedTensorType tensorType(Value value) {
  return cast<RankedTensorType>(value.getType());
}

SmallVector<int64_t> orderOf(std::optional<ArrayRef<int64_t>> order,
                             Value value) {
  if (order)
    return SmallVector<int64_t>(*order);
  return llvm::to_vector(llvm::seq<int64_t>(0, tensorType(value).getRank()));
}

} // namespace

SmallVector<int64_t> MatmulOp::getLhsOrder() {
  return orderOf(getLhsPermutation(), getLhs());
}
SmallVector<int64_t> MatmulOp::getRhsOrder() {
  return orderOf(getRhsPermutation(), getRhs());
}
SmallVector<int64_t> MatmulOp::getResultOrder() {
  return orderOf(getResultPermutation(), getResult());
}

LogicalResult MatmulOp::verify() {
  auto plain = [](Value value) {
    Type element = tensorType(value).getElementType();
    return isa<quant::QuantizedType>(element) ? Type() : element;
  };
  Type element = plain(getResult());
  if (plain(getLhs()) != element || plain(getRhs()) != element)
    return emitOpError("needs operands and result of the same element type");
  if (getAlpha().convertToFloat() != 1.0f &&
      isa_and_nonnull<IntegerType>(element))
    return emitOpError("has alpha ")
           << getAlpha().convertToFloat() << " on integers";
  return success();
}

// A negative factor would turn the order of the sums around.
QuantRule MatmulOp::getQuantRule() {
  return getAlpha().isNegative() ? QuantRule::StaysFloat
                                 : QuantRule::Calibrated;
}

int64_t MatmulOp::getMacs() {
  return tensorType(getResult()).getNumElements() *
         tensorType(getLhs()).getDimSize(getLhsOrder().back());
}

LogicalResult LayerNormOp::verify() {
  int64_t rank = tensorType(getInput()).getRank(), count = 1;
  ArrayRef<int64_t> axes = getAxes();
  for (auto [i, axis] : llvm::enumerate(axes)) {
    if (axis < 0 || axis >= rank || axis != axes[0] + static_cast<int64_t>(i))
      return emitOpError() << "axes [" << axes << "] are not neighbouring "
                           << "dimensions of "
                           << formatShape(tensorType(getInput()).getShape());
    count *= tensorType(getInput()).getDimSize(axis);
  }
  if (axes.empty())
    return emitOpError("needs an axis");
  for (Value vector : {getScale(), getShift()})
    if (tensorType(vector).getShape() != ArrayRef<int64_t>(count))
      return emitOpError() << "scale and shift must have shape " << count
                           << ", got "
                           << formatShape(tensorType(vector).getShape());
  return success();
}

QuantRule LayerNormOp::getQuantRule() {
  return ConstantData<float>::get(getScale()) &&
                 ConstantData<float>::get(getShift())
             ? QuantRule::Calibrated
             : QuantRule::StaysFloat;
}

unsigned LayerNormOp::getNumActivations() { return 1; }

} // namespace ecg
