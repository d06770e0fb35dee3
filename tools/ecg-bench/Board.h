// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A program on the board of a target: built with the port, run under QEMU, its
// marked regions counted.

#ifndef ECG_TOOLS_ECGBENCH_BOARD_H
#define ECG_TOOLS_ECGBENCH_BOARD_H

#include "Costs.h"
#include "ecg/Target/CycleTable.h"
#include "ecg/Target/Profile.h"

namespace ecg {

class Board {
public:
  /// An error when the target has no board, or a tool is missing.
  static llvm::Expected<Board> create(const Target &target,
                                      unsigned waitStates);

  const Target &target() const { return *of; }
  const CycleTable *cycles() const { return table; }

  /// An empty build with the target's compiler.
  llvm::Expected<SizedBuild> startBuild() const;

  /// Adds the port to `build`, links and runs it; regions between marks.
  llvm::Expected<std::vector<ExecutedRegion>> run(SizedBuild &build) const;

  /// Counts and cycles of regions[i] in costs.layers[i], and their sums.
  llvm::Error count(llvm::ArrayRef<ExecutedRegion> regions,
                    ProgramCosts &costs) const;

private:
  Board(const Target &target, std::string compiler, unsigned waitStates);

  const Target *of;
  const CycleTable *table;
  std::string compiler;
  unsigned waitStates;
};

} // namespace ecg

#endif // ECG_TOOLS_ECGBENCH_BOARD_H
