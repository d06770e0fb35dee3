// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The mask is an input like others: it is drawn where batches are filled.

#include "Dropout.h"
#include "ecg/IR/EcgOps.h"

using namespace mlir;

namespace ecg {

/// The nearest linear layer on the way back from `value` along first operands.
static LinearOp lastLinear(Value value) {
  Operation *op = value.getDefiningOp();
  while (op && !isa<LinearOp>(op))
    op = op->getNumOperands() ? op->getOperand(0).getDefiningOp() : nullptr;
  return cast_or_null<LinearOp>(op);
}

size_t addDropout(func::FuncOp function, size_t output) {
  LinearOp layer =
      lastLinear(function.front().getTerminator()->getOperand(output));
  if (!layer)
    return 0;
  Value input = layer.getInput();
  unsigned index = function.getNumArguments();
  function.insertArgument(index, input.getType(), /*argAttrs=*/{},
                          layer.getLoc());
  OpBuilder builder(layer);
  auto mul = builder.create<MulOp>(layer.getLoc(), input.getType(), input,
                                   function.getArgument(index),
                                   /*clamp=*/ClampAttr());
  layer->setOperand(0, mul.getResult());
  return cast<RankedTensorType>(input.getType()).getNumElements();
}

} // namespace ecg
