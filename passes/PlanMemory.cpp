// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Writes the memory plan onto the program: an offset on every buffer, the size
// of the arena on the function.

#include "ecg/Analysis/Lifetimes.h"
#include "ecg/Passes.h"
#include "mlir/IR/Builders.h"

namespace ecg {
#define GEN_PASS_DEF_PLANMEMORY
#include "ecg/Passes.h.inc"
} // namespace ecg

using namespace mlir;
using namespace ecg;

namespace {

struct PlanMemory : ecg::impl::PlanMemoryBase<PlanMemory> {
  void runOnOperation() override {
    func::FuncOp func = getOperation();
    Lifetimes lifetimes(func);
    MemoryPlan plan = planMemory(lifetimes.buffers(), ECG_RT_ALIGN);
    for (auto alloc : llvm::make_early_inc_range(func.getOps<rt::AllocOp>()))
      place(alloc, lifetimes, plan);

    Builder builder(&getContext());
    func->setAttr(rt::arenaBytesAttrName,
                  builder.getI64IntegerAttr(plan.arenaBytes));
    func->setAttr(rt::arenaLowerBoundAttrName,
                  builder.getI64IntegerAttr(plan.lowerBound));
  }

  void place(rt::AllocOp alloc, const Lifetimes &lifetimes,
             const MemoryPlan &plan) {
    if (auto found = lifetimes.placeOf(alloc))
      alloc.setOffset(plan.offsets[found->buffer] + found->offset);
    else if (alloc->use_empty())
      alloc.erase();
    else // seen only through views that no call uses
      alloc.setOffset(0);
  }
};

} // namespace
