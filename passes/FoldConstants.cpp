// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Constant folding by running the layers themselves, so that no layer needs a
// folder of its own for it.

#include "ecg/Exec/RunLayer.h"
#include "ecg/IR/Constants.h"
#include "ecg/IR/EcgOps.h"
#include "ecg/IR/EcgRtOps.h"
#include "ecg/IR/Elements.h"
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
  LogicalResult evaluate(Operation &op);
  void materializeOperands(Operation &op);
  ArrayRef<char> bytesOf(Value value);

  int64_t maxElements;
  DenseMap<Value, std::vector<char>> folded;
  DenseMap<Value, ConstantBytes> constants;
};

/// The elements of a value, empty when it is not constant.
ArrayRef<char> Folder::bytesOf(Value value) {
  if (auto it = folded.find(value); it != folded.end())
    return it->second;
  if (auto it = constants.find(value); it != constants.end())
    return it->second.bytes();
  auto constant = value.getDefiningOp<ConstantOp>();
  auto data = constant ? ConstantBytes::get(constant.getValue()) : std::nullopt;
  if (!data)
    return {};
  return constants.try_emplace(value, std::move(*data)).first->second.bytes();
}

bool Folder::canFold(Operation &op) {
  if (op.getNumOperands() == 0 || !canRunLayer(&op))
    return false;
  auto fits = [&](Type type) {
    return cast<RankedTensorType>(type).getNumElements() <= maxElements;
  };
  return llvm::all_of(op.getResultTypes(), fits) &&
         llvm::all_of(op.getOperands(),
                      [&](Value value) { return !bytesOf(value).empty(); });
}

LogicalResult Folder::evaluate(Operation &op) {
  SmallVector<const void *> operands;
  for (Value operand : op.getOperands())
    operands.push_back(bytesOf(operand).data());
  SmallVector<std::vector<char>, 1> values;
  SmallVector<void *, 1> results;
  for (Value result : op.getResults()) {
    auto type = cast<RankedTensorType>(result.getType());
    values.emplace_back(type.getNumElements() *
                        findElement(type.getElementType())->bytes);
    results.push_back(values.back().data());
  }
  if (failed(runLayer(&op, operands, results)))
    return failure();
  for (auto [result, bytes] : llvm::zip_equal(op.getResults(), values))
    folded[result] = std::move(bytes);
  return success();
}

void Folder::materializeOperands(Operation &op) {
  for (OpOperand &operand : op.getOpOperands()) {
    auto it = folded.find(operand.get());
    if (it == folded.end())
      continue;
    Operation *layer = operand.get().getDefiningOp();
    OpBuilder builder(layer);
    auto type = cast<RankedTensorType>(operand.get().getType());
    auto constant = builder.create<ConstantOp>(
        layer->getLoc(), makeElementsOfBytes(type, it->second));
    folded.erase(it);
    operand.get().replaceAllUsesWith(constant);
  }
}

LogicalResult Folder::run(func::FuncOp function) {
  SmallVector<Operation *> dead;
  for (Operation &op : llvm::make_early_inc_range(function.getOps())) {
    if (canFold(op)) {
      if (failed(evaluate(op)))
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
