// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Chooses between the two ways a layer can run.

#include "ecg/Exec/RunLayer.h"
#include "ecg/Exec/RtProgram.h"
#include "ecg/IR/EcgOps.h"

using namespace mlir;

namespace ecg {

namespace {

bool isFloat(Type type) {
  return cast<RankedTensorType>(type).getElementType().isF32();
}

/// Lengths, indices and conditions may stand beside the numbers.
bool areFloatOrCounts(TypeRange types) {
  return llvm::all_of(types, [](Type type) {
    Type element = cast<RankedTensorType>(type).getElementType();
    return element.isF32() || isa<IntegerType>(element);
  });
}

bool arePlain(TypeRange types) {
  return llvm::all_of(types, [](Type type) {
    Type element = cast<RankedTensorType>(type).getElementType();
    return !isa<quant::QuantizedType>(element) && findElement(element);
  });
}

ArrayRef<int64_t> shapeOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape();
}

} // namespace

bool runsByExecOp(Operation *layer) {
  return isa<ExecOpInterface>(layer) &&
         isFloat(layer->getResult(0).getType()) &&
         areFloatOrCounts(layer->getOperandTypes()) &&
         areFloatOrCounts(layer->getResultTypes());
}

bool canRunLayer(Operation *layer) {
  return runsByExecOp(layer) ||
         (isa<KernelOpInterface>(layer) && arePlain(layer->getOperandTypes()) &&
          arePlain(layer->getResultTypes()));
}

void forwardLayer(ExecOpInterface layer, ArrayRef<const void *> operands,
                  ArrayRef<void *> results) {
  SmallVector<BatchView<const float>, 8> inputs;
  SmallVector<BatchView<float>, 2> outputs;
  for (auto [value, data] : llvm::zip_equal(layer->getOperands(), operands))
    inputs.push_back({static_cast<const float *>(data), shapeOf(value)});
  for (auto [value, data] : llvm::zip_equal(layer->getResults(), results))
    outputs.push_back({static_cast<float *>(data), shapeOf(value)});
  layer.forward({1, inputs, outputs});
}

LogicalResult runLayer(Operation *layer, ArrayRef<const void *> operands,
                       ArrayRef<void *> results) {
  if (runsByExecOp(layer)) {
    forwardLayer(cast<ExecOpInterface>(layer), operands, results);
    return success();
  }
  std::unique_ptr<RtProgram> program = RtProgram::ofLayer(layer);
  if (!program)
    return failure();
  SmallVector<const void *> inputs;
  for (Value input : RtProgram::layerInputs(layer))
    inputs.push_back(operands[std::distance(
        layer->operand_begin(), llvm::find(layer->getOperands(), input))]);
  program->runRaw(*program->makeWorkspace(), inputs, results);
  return success();
}

} // namespace ecg
