// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A maximum commutes with a monotone function. Its gradient goes to the same
// element either way where one is above 0; elsewhere ReLU passes none on.

#include "SinkActivations.h"
#include "ecg/IR/EcgOps.h"

using namespace mlir;

namespace ecg {

void sinkActivations(func::FuncOp function) {
  for (MaxPoolOp pool :
       llvm::make_early_inc_range(function.front().getOps<MaxPoolOp>())) {
    auto relu = pool.getInput().getDefiningOp<ReluOp>();
    if (!relu || !relu->hasOneUse())
      continue;
    Value result = relu.getResult();
    pool->setOperand(0, relu.getInput());
    relu->moveAfter(pool);
    result.setType(pool.getType());
    pool.getResult().replaceAllUsesWith(result);
    relu->setOperand(0, pool.getResult());
  }
}

} // namespace ecg
