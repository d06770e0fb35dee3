// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What instructions cost on a core, in cycles: one row a kind. A model, no
// silicon; docs/benchmarks.md says where its numbers come from and what it
// leaves out.

#ifndef ECG_TARGET_CYCLETABLE_H
#define ECG_TARGET_CYCLETABLE_H

#include "ecg/Target/InstructionMix.h"

namespace ecg {

struct CycleTable {
  llvm::StringLiteral target;
  /// Where the numbers come from.
  llvm::StringLiteral source;
  /// Cycles of an instruction, by InstructionKind.
  std::array<double, size_t(InstructionKind::NumKinds)> cycles;
  double moreWord = 1; ///< each further word of LDM, LDRD, POP, ...

  /// Cycles of `mix`. A flash of `waitStates` keeps up with straight code (it
  /// is fetched in lines, ahead), but a taken branch waits for it. Data from
  /// flash is not told from data in RAM.
  double cyclesOf(const InstructionMix &mix, unsigned waitStates) const;
};

/// The table of a target, or null where none is known.
const CycleTable *findCycleTable(llvm::StringRef target);

} // namespace ecg

#endif // ECG_TARGET_CYCLETABLE_H
