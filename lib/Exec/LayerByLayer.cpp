// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One layer after the other over all samples.

#include "ecg/Exec/LayerByLayer.h"
#include "ecg/Exec/RunLayer.h"
#include "ecg/IR/Constants.h"
#include "ecg/IR/EcgOps.h"
#include "ecg/IR/Elements.h"

using namespace mlir;

namespace ecg {

LayerByLayer::LayerByLayer(func::FuncOp function, size_t samples)
    : function(function), samples(samples) {
  for (Value argument : function.getArguments())
    add(argument);
}

void LayerByLayer::add(Value value) {
  auto type = cast<RankedTensorType>(value.getType());
  size_t bytes =
      findElement(type.getElementType())->bytes * type.getNumElements();
  auto readers =
      static_cast<size_t>(std::distance(value.use_begin(), value.use_end()));
  tensors[value] = {bytes, std::vector<char>(bytes * samples), readers};
}

MutableArrayRef<float> LayerByLayer::argument(unsigned index, size_t sample) {
  Tensor &tensor = tensors.find(function.getArgument(index))->second;
  return {reinterpret_cast<float *>(tensor.data.data() + sample * tensor.bytes),
          tensor.bytes / sizeof(float)};
}

const float *LayerByLayer::of(Value value, size_t sample) const {
  const Tensor &tensor = tensors.find(value)->second;
  return reinterpret_cast<const float *>(tensor.data.data() +
                                         sample * tensor.bytes);
}

void LayerByLayer::release(Value value) {
  auto found = tensors.find(value);
  if (found != tensors.end() && --found->second.readers == 0)
    tensors.erase(found);
}

LogicalResult LayerByLayer::run(Operation &layer) {
  if (!canRunLayer(&layer))
    return layer.emitOpError("cannot run on the host");
  for (Value result : layer.getResults())
    add(result);
  SmallVector<std::optional<ConstantBytes>> constants;
  for (Value operand : layer.getOperands()) {
    auto constant = operand.getDefiningOp<ConstantOp>();
    constants.push_back(constant ? ConstantBytes::get(constant.getValue())
                                 : std::nullopt);
  }
  auto at = [&](Value value, size_t sample) -> char * {
    Tensor &tensor = tensors.find(value)->second;
    return tensor.data.data() + sample * tensor.bytes;
  };
  SmallVector<const void *> operands(layer.getNumOperands());
  SmallVector<void *> results(layer.getNumResults());
  for (size_t sample = 0; sample < samples; ++sample) {
    for (auto [i, operand] : llvm::enumerate(layer.getOperands()))
      operands[i] =
          constants[i] ? constants[i]->bytes().data() : at(operand, sample);
    for (auto [i, result] : llvm::enumerate(layer.getResults()))
      results[i] = at(result, sample);
    if (failed(runLayer(&layer, operands, results)))
      return failure();
  }
  for (Value operand : layer.getOperands())
    release(operand);
  for (Value result : layer.getResults())
    if (result.use_empty())
      tensors.erase(result);
  return success();
}

} // namespace ecg
