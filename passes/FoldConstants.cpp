// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Constant folding by running the layers themselves, so that no layer needs a
// folder of its own for it.

#include "ecg/Exec/EvaluateConstants.h"
#include "ecg/IR/Constants.h"
#include "ecg/IR/EcgOps.h"
#include "ecg/IR/EcgRtOps.h"
#include "ecg/Passes.h"
#include "llvm/ADT/SetVector.h"

namespace ecg {
#define GEN_PASS_DEF_FOLDCONSTANTS
#include "ecg/Passes.h.inc"
} // namespace ecg

using namespace mlir;
using namespace ecg;

namespace {

/// Values of one function that turned out to be constant. Only those that a
/// layer which stays still reads become constants of the program, so a chain
/// of folded layers leaves one.
class Folder {
public:
  explicit Folder(int64_t maxElements) : maxElements(maxElements) {}

  LogicalResult run(func::FuncOp function);

private:
  bool canFold(Operation &op);
  void materializeOperands(Operation &op);

  int64_t maxElements;
  ConstantEvaluator values;
};

bool Folder::canFold(Operation &op) {
  auto fits = [&](Type type) {
    return cast<RankedTensorType>(type).getNumElements() <= maxElements;
  };
  return values.canEvaluate(&op) && llvm::all_of(op.getResultTypes(), fits);
}

void Folder::materializeOperands(Operation &op) {
  for (OpOperand &operand : op.getOpOperands()) {
    std::optional<std::vector<char>> bytes = values.take(operand.get());
    if (!bytes)
      continue;
    Operation *layer = operand.get().getDefiningOp();
    OpBuilder builder(layer);
    auto type = cast<RankedTensorType>(operand.get().getType());
    auto constant = builder.create<ConstantOp>(
        layer->getLoc(), makeElementsOfBytes(type, *bytes));
    operand.get().replaceAllUsesWith(constant);
  }
}

LogicalResult Folder::run(func::FuncOp function) {
  SmallVector<Operation *> dead;
  for (Operation &op : llvm::make_early_inc_range(function.getOps())) {
    if (canFold(op)) {
      if (failed(values.evaluate(&op)))
        return failure();
      dead.push_back(&op);
    } else {
      materializeOperands(op);
    }
  }
  // Users come after what they use.
  llvm::SetVector<ConstantOp> sources;
  for (Operation *op : llvm::reverse(dead)) {
    for (Value operand : op->getOperands())
      if (auto constant = operand.getDefiningOp<ConstantOp>())
        sources.insert(constant);
    op->erase();
  }
  for (ConstantOp constant : sources)
    if (constant->use_empty())
      constant->erase();
  return success();
}

struct FoldConstants : ecg::impl::FoldConstantsBase<FoldConstants> {
  using FoldConstantsBase::FoldConstantsBase;

  void runOnOperation() override {
    if (failed(Folder(maxElements).run(getOperation())))
      signalPassFailure();
  }
};

} // namespace
