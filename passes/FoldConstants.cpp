// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Constant folding by running the layers themselves (ExecOpInterface), so that
// no layer needs a folder of its own for it.

#include "ecg/IR/Constants.h"
#include "ecg/IR/EcgOps.h"
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

  void run(func::FuncOp function);

private:
  bool canFold(Operation &op);
  void evaluate(ExecOpInterface layer);
  void materializeOperands(Operation &op);
  ArrayRef<float> elementsOf(Value value);

  int64_t maxElements;
  DenseMap<Value, std::vector<float>> folded;
  DenseMap<Value, ConstantData<float>> constants;
};

/// The elements of a value, empty when it is not constant.
ArrayRef<float> Folder::elementsOf(Value value) {
  if (auto it = folded.find(value); it != folded.end())
    return it->second;
  if (auto it = constants.find(value); it != constants.end())
    return it->second.values();
  std::optional<ConstantData<float>> data = ConstantData<float>::get(value);
  if (!data)
    return {};
  return constants.try_emplace(value, std::move(*data)).first->second.values();
}

bool Folder::canFold(Operation &op) {
  if (!isa<ExecOpInterface>(op) || op.getNumOperands() == 0)
    return false;
  auto fits = [&](Type type) {
    auto tensor = cast<RankedTensorType>(type);
    return tensor.getElementType().isF32() &&
           tensor.getNumElements() <= maxElements;
  };
  return llvm::all_of(op.getResultTypes(), fits) &&
         llvm::all_of(op.getOperands(),
                      [&](Value value) { return !elementsOf(value).empty(); });
}

void Folder::evaluate(ExecOpInterface layer) {
  auto shapeOf = [](Value value) {
    return cast<RankedTensorType>(value.getType()).getShape();
  };
  SmallVector<ConstTensorView> inputs;
  for (Value operand : layer->getOperands())
    inputs.push_back({elementsOf(operand).data(), shapeOf(operand)});
  SmallVector<std::vector<float>, 1> values;
  SmallVector<TensorView, 1> outputs;
  for (Value result : layer->getResults()) {
    values.emplace_back(
        cast<RankedTensorType>(result.getType()).getNumElements());
    outputs.push_back({values.back().data(), shapeOf(result)});
  }
  layer.forward(inputs, outputs);
  for (auto [result, elements] : llvm::zip_equal(layer->getResults(), values))
    folded[result] = std::move(elements);
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
        layer->getLoc(), makeElements<float>(type, it->second));
    folded.erase(it);
    operand.get().replaceAllUsesWith(constant);
  }
}

void Folder::run(func::FuncOp function) {
  SmallVector<Operation *> dead;
  for (Operation &op : llvm::make_early_inc_range(function.getOps())) {
    if (canFold(op)) {
      evaluate(cast<ExecOpInterface>(op));
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
}

struct FoldConstants : ecg::impl::FoldConstantsBase<FoldConstants> {
  using FoldConstantsBase::FoldConstantsBase;

  void runOnOperation() override { Folder(maxElements).run(getOperation()); }
};

} // namespace
