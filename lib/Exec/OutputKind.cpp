// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What an output is: probabilities, logits, or an input once more.

#include "ecg/Exec/Evaluate.h"
#include "ecg/IR/EcgOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"

using namespace mlir;

namespace ecg {

static SmallVector<int64_t> withoutOnes(ArrayRef<int64_t> shape) {
  return llvm::to_vector(
      llvm::make_filter_range(shape, [](int64_t dim) { return dim != 1; }));
}

std::optional<size_t> reconstructedInput(const Program &program,
                                         size_t output) {
  auto shape = withoutOnes(program.outputs()[output].shape);
  for (auto [i, port] : llvm::enumerate(program.inputs()))
    if (withoutOnes(port.shape) == shape)
      return i;
  return std::nullopt;
}

/// The layer a value comes from, past those that leave its numbers as they are.
static Operation *computingLayer(Value value) {
  Operation *op = value.getDefiningOp();
  while (
      isa_and_present<QuantizeOp, DequantizeOp, ReshapeOp, TransposeOp, CastOp>(
          op))
    op = op->getOperand(0).getDefiningOp();
  return op;
}

std::optional<ScoreScale> findScoreScale(ModuleOp module, size_t output) {
  auto function = *module.getOps<func::FuncOp>().begin();
  auto returned = cast<func::ReturnOp>(function.front().getTerminator());
  if (output >= returned.getNumOperands()) // a device program writes buffers
    return std::nullopt;
  bool probabilities = isa_and_present<SigmoidOp, SoftmaxOp>(
      computingLayer(returned.getOperand(output)));
  return probabilities ? ScoreScale::Probabilities : ScoreScale::Logits;
}

} // namespace ecg
