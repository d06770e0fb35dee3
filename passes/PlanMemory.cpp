// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Writes the memory plan onto the program: an offset on every buffer, the size
// of the arena on the function.

#include "ecg/Analysis/Lifetimes.h"
#include "ecg/Passes.h"
#include "ecg/Target/KernelSet.h"
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
    const KernelSet &kernels = kernelsOf(func);
    Lifetimes lifetimes(func,
                        [&](rt::RtKernelOpInterface call, rt::BufferRole role) {
                          return findAhead(kernels, call, role);
                        });
    MemoryPlan plan =
        planMemory(lifetimes.buffers(), ECG_RT_ALIGN, lifetimes.sharedSteps());
    for (auto alloc : llvm::make_early_inc_range(func.getOps<rt::AllocOp>()))
      place(alloc, lifetimes, plan);
    Builder builder(&getContext());
    for (BlockArgument argument : func.getArguments())
      if (auto found = lifetimes.placeOf(argument))
        func.setArgAttr(argument.getArgNumber(), rt::offsetAttrName,
                        builder.getI64IntegerAttr(offsetOf(*found, plan)));

    func->setAttr(rt::arenaBytesAttrName,
                  builder.getI64IntegerAttr(plan.arenaBytes));
    func->setAttr(rt::arenaLowerBoundAttrName,
                  builder.getI64IntegerAttr(plan.lowerBound));
  }

  /// Those whose order of reading and writing counts.
  static const KernelSet &kernelsOf(func::FuncOp func) {
    auto name = func->getAttrOfType<StringAttr>(rt::kernelsAttrName);
    const KernelSet *found = name ? findKernelSet(name) : nullptr;
    return found ? *found : referenceKernels();
  }

  static int64_t offsetOf(const Lifetimes::Place &place,
                          const MemoryPlan &plan) {
    return plan.offsets[place.buffer] + place.offset;
  }

  void place(rt::AllocOp alloc, const Lifetimes &lifetimes,
             const MemoryPlan &plan) {
    if (auto found = lifetimes.placeOf(alloc))
      alloc.setOffset(offsetOf(*found, plan));
    else if (alloc->use_empty())
      alloc.erase();
    else // seen only through views that no call uses
      alloc.setOffset(0);
  }
};

} // namespace
