// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Several compilations of one model, each by a run of this program: all points
// of --pareto, or ever smaller ones for --max-drop.

#ifndef ECG_TOOLS_ECGOPT_SWEEP_H
#define ECG_TOOLS_ECGOPT_SWEEP_H

#include "CompileFlags.h"
#include "Pareto.h"

namespace ecg {

class Sweep {
public:
  /// `arguments` are those of this run, the program first.
  Sweep(const CompileFlags &flags, llvm::ArrayRef<char *> arguments);

  /// What can be refused before work begins.
  llvm::Error check() const;

  /// Writes --pareto's file and the picture beside it, after every point anew;
  /// points that were done with the same flags are read instead of run. Fails
  /// where not a single point worked.
  llvm::Error runPoints(const NetworkFacts &facts);

  /// Ever smaller networks into -o, until one loses more than --max-drop; the
  /// one before stays. The exit code: that of the first when it fails.
  llvm::Expected<int> climbDown(const NetworkFacts &facts);

private:
  llvm::Expected<ParetoPoint> runPoint(llvm::StringRef name,
                                       const Recipe &recipe) const;
  llvm::Error writeResults(llvm::MutableArrayRef<ParetoPoint> points) const;
  /// Exit code of this program with these arguments; what it prints goes to
  /// `log`, or where ours goes when that is empty.
  int runSelf(llvm::ArrayRef<std::string> arguments,
              llvm::StringRef log = "") const;

  const CompileFlags &flags;
  std::string program;
  /// Of this run, without those that only it is about.
  std::vector<std::string> shared;
};

} // namespace ecg

#endif // ECG_TOOLS_ECGOPT_SWEEP_H
