// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The narrowest cut through the layers in their order.

#include "ecg/Analysis/Bottleneck.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;

namespace ecg {

/// Arguments and what is computed of them, in order.
static llvm::SetVector<Value> valuesOfInputs(Block &block) {
  llvm::SetVector<Value> values;
  for (BlockArgument argument : block.getArguments())
    values.insert(argument);
  for (Operation &op : block)
    if (llvm::any_of(op.getOperands(),
                     [&](Value operand) { return values.contains(operand); }))
      values.insert(op.result_begin(), op.result_end());
  return values;
}

/// Whether anything behind `op` reads `value`, which `op` or one before makes.
static bool isReadAfter(Value value, Operation &op) {
  return llvm::any_of(value.getUsers(), [&](Operation *user) {
    return op.isBeforeInBlock(user);
  });
}

static bool isMadeUntil(Value value, Operation &op) {
  Operation *maker = value.getDefiningOp();
  return !maker || maker == &op || maker->isBeforeInBlock(&op);
}

int64_t narrowestCut(func::FuncOp function) {
  Block &block = function.front();
  llvm::SetVector<Value> values = valuesOfInputs(block);
  int64_t narrowest = 0;
  for (Operation &op : block.without_terminator()) {
    bool last = op.getNextNode() == block.getTerminator();
    bool carries = llvm::any_of(
        op.getResults(), [&](Value result) { return values.contains(result); });
    if (last || !carries)
      continue;
    int64_t size = 0;
    for (Value value : values)
      if (isMadeUntil(value, op) && isReadAfter(value, op))
        size += cast<ShapedType>(value.getType()).getNumElements();
    narrowest = narrowest ? std::min(narrowest, size) : size;
  }
  return narrowest;
}

} // namespace ecg
