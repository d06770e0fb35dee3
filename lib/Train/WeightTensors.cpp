// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Read off the interfaces of layers.

#include "WeightTensors.h"
#include "Settings.h"
#include "ecg/IR/Constants.h"
#include "ecg/IR/QuantTypes.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringSet.h"

using namespace mlir;

namespace ecg {

namespace {

/// A matrix of weights: the weight operand of a layer that has one, and the
/// matrices, one a direction, of recurrent layers.
bool isWeight(Operation *op, unsigned operand) {
  if (auto layer = dyn_cast<QuantOpInterface>(op);
      layer && layer.getWeightIndex() >= 0)
    return operand == static_cast<unsigned>(layer.getWeightIndex());
  auto layer = dyn_cast<ExecOpInterface>(op);
  auto type = cast<RankedTensorType>(op->getOperand(operand).getType());
  return layer && layer.getOperandRole(operand) == OperandRole::Weight &&
         type.getRank() >= 3;
}

/// The constant `value` is, or is rounded from.
ConstantOp constantOf(Value value) {
  if (auto rounded = value.getDefiningOp<FakeQuantizeOp>())
    value = rounded.getInput();
  return value.getDefiningOp<ConstantOp>();
}

std::string nameOf(Operation *op) {
  std::string name = getLayerName(op->getLoc());
  return name.empty() ? op->getName().getStringRef().str() : name;
}

} // namespace

std::vector<float> WeightTensor::values() const {
  ConstantOp op = constant;
  return ConstantData<float>::get(op.getResult())->values().vec();
}

void WeightTensor::setValues(ArrayRef<float> values) {
  constant.setValueAttr(
      makeElements<float>(cast<RankedTensorType>(constant.getType()), values));
}

llvm::Expected<std::vector<WeightTensor>>
findWeightTensors(func::FuncOp function, ArrayRef<std::string> protect,
                  unsigned minRow) {
  std::vector<WeightTensor> tensors;
  llvm::StringSet<> names;
  llvm::SmallSetVector<Operation *, 16> seen;
  for (Operation &op : function.front().without_terminator()) {
    std::string name = nameOf(&op);
    names.insert(name);
    for (auto [i, operand] : llvm::enumerate(op.getOperands())) {
      ConstantOp constant = constantOf(operand);
      if (!constant || !isWeight(&op, i) ||
          !ConstantData<float>::get(constant.getResult()) ||
          llvm::is_contained(protect, name) || !seen.insert(constant))
        continue;
      ArrayRef<int64_t> shape =
          cast<RankedTensorType>(operand.getType()).getShape();
      bool isRecurrent = !isa<QuantOpInterface>(op) ||
                         cast<QuantOpInterface>(op).getWeightIndex() < 0;
      int64_t rows = isRecurrent ? shape[0] * shape[1] : shape[0];
      if (ShapedType::getNumElements(shape) >= rows * minRow)
        tensors.push_back({constant, name, rows});
    }
  }
  for (const std::string &name : protect)
    if (!names.contains(name))
      return trainError("no layer is called '" + name +
                        "', which is to be protected");
  if (tensors.empty())
    return trainError(minRow
                          ? "no layer has rows of " + Twine(minRow) + " weights"
                          : Twine("the network has no weights"));
  return tensors;
}

} // namespace ecg
