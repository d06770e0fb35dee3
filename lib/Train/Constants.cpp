// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What equal values have merged becomes several constants again.

#include "Constants.h"
#include "ecg/IR/Constants.h"
#include "ecg/IR/EcgOps.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;

namespace ecg {

static bool isEven(ConstantOp constant) {
  auto data = ConstantData<float>::get(constant.getResult());
  return data && llvm::all_equal(data->values());
}

void separateConstants(func::FuncOp function) {
  SmallVector<ConstantOp> constants(function.front().getOps<ConstantOp>());
  for (ConstantOp constant : constants) {
    if (constant->hasOneUse() || !isEven(constant))
      continue;
    OpBuilder builder(constant);
    builder.setInsertionPointAfter(constant);
    SmallVector<OpOperand *> uses;
    for (OpOperand &use : constant->getUses())
      uses.push_back(&use);
    // Uses are listed last one first; the first one keeps the constant.
    for (OpOperand *use : llvm::drop_begin(llvm::reverse(uses)))
      use->set(builder.clone(*constant)->getResult(0));
  }
}

bool isStatistic(Value value) {
  return llvm::any_of(value.getUses(), [](OpOperand &use) {
    auto norm = dyn_cast<BatchNormOp>(use.getOwner());
    return norm &&
           (use.get() == norm.getMean() || use.get() == norm.getVariance());
  });
}

} // namespace ecg
