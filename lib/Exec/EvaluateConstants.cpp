// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Layers of constants, run on the host.

#include "ecg/Exec/EvaluateConstants.h"
#include "ecg/Exec/RunLayer.h"
#include "ecg/IR/EcgOps.h"
#include "ecg/IR/Elements.h"

using namespace mlir;

namespace ecg {

ArrayRef<char> ConstantEvaluator::bytesOf(Value value) {
  if (auto it = results.find(value); it != results.end())
    return it->second;
  if (auto it = constants.find(value); it != constants.end())
    return it->second.bytes();
  auto constant = value.getDefiningOp<ConstantOp>();
  auto data = constant ? ConstantBytes::get(constant.getValue()) : std::nullopt;
  if (!data)
    return {};
  return constants.try_emplace(value, std::move(*data)).first->second.bytes();
}

bool ConstantEvaluator::canEvaluate(Operation *layer) {
  return layer->getNumOperands() > 0 && canRunLayer(layer) &&
         llvm::all_of(layer->getOperands(),
                      [&](Value value) { return !bytesOf(value).empty(); });
}

LogicalResult ConstantEvaluator::evaluate(Operation *layer) {
  SmallVector<const void *> operands;
  for (Value operand : layer->getOperands())
    operands.push_back(bytesOf(operand).data());
  SmallVector<std::vector<char>, 1> values;
  SmallVector<void *, 1> buffers;
  for (Value result : layer->getResults()) {
    auto type = cast<RankedTensorType>(result.getType());
    values.emplace_back(type.getNumElements() *
                        findElement(type.getElementType())->bytes);
    buffers.push_back(values.back().data());
  }
  if (failed(runLayer(layer, operands, buffers)))
    return failure();
  for (auto [result, bytes] : llvm::zip_equal(layer->getResults(), values))
    results[result] = std::move(bytes);
  return success();
}

std::optional<std::vector<char>> ConstantEvaluator::take(Value result) {
  auto it = results.find(result);
  if (it == results.end())
    return std::nullopt;
  std::vector<char> bytes = std::move(it->second);
  results.erase(it);
  return bytes;
}

} // namespace ecg
