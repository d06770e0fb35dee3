// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The tables. A taken branch of an in-order core refills its pipeline: the
// table has the middle of what the manuals give as a range.

#include "ecg/Target/CycleTable.h"
#include "llvm/ADT/STLExtras.h"

namespace ecg {

double CycleTable::cyclesOf(const InstructionMix &mix,
                            unsigned waitStates) const {
  double sum = moreWord * mix.moreWords;
  for (auto [count, each] : llvm::zip_equal(mix.counts, cycles))
    sum += count * each;
  return sum + waitStates * mix[InstructionKind::TakenBranch];
}

const CycleTable *findCycleTable(llvm::StringRef target) {
  // Alu, Multiply, LongMultiply, Divide, Load, PipelinedLoad, Store, Branch,
  // TakenBranch, Float, FloatMultiplyAdd, FloatDivide, Vector, VectorMemory.
  static const CycleTable tables[] = {
      {"cortex-m0plus",
       "Cortex-M0+ TRM (DDI 0484) 3.3, single-cycle multiplier",
       {1, 1, 1, 1, 2, 2, 2, 1, 2, 1, 1, 1, 1, 1}},
      {"cortex-m3",
       "Cortex-M3 TRM (DDI 0337) 3.3",
       {1, 1.5, 5, 7, 2, 1, 1, 1, 3, 1, 1, 1, 1, 1}},
      {"cortex-m4",
       "Cortex-M4 TRM (DDI 0439) 3.3 and 7.2",
       {1, 1, 1, 7, 2, 1, 1, 1, 3, 1, 3, 14, 1, 1}},
      {"cortex-m33",
       "as Cortex-M4, no table is published",
       {1, 1, 1, 7, 2, 1, 1, 1, 3, 1, 3, 14, 1, 1}},
      {"cortex-m7",
       "estimate of two issues a cycle, no table is published",
       {0.6, 1, 1, 7, 1, 0.6, 0.6, 0.6, 1, 1, 1, 14, 1, 1}},
      {"cortex-m55",
       "estimate of two beats a cycle (Helium), no table is published",
       {1, 1, 1, 7, 1, 1, 1, 1, 2, 1, 1, 14, 2, 2}},
      {"cortex-m85",
       "estimate of two issues a cycle and two beats, no table is published",
       {0.6, 1, 1, 7, 1, 0.6, 0.6, 0.6, 1, 1, 1, 14, 2, 2}},
      {"riscv32",
       "Ibex documentation, pipeline details, single-cycle multiplier",
       {1, 1, 1, 37, 2, 2, 2, 1, 3, 1, 1, 1, 1, 1}},
  };
  const CycleTable *found = llvm::find_if(
      tables, [&](const CycleTable &table) { return table.target == target; });
  return found == std::end(tables) ? nullptr : found;
}

} // namespace ecg
