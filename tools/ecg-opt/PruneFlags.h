// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The command line of structured pruning.

#ifndef ECG_TOOLS_ECGOPT_PRUNEFLAGS_H
#define ECG_TOOLS_ECGOPT_PRUNEFLAGS_H

#include "ecg/Train/Prune.h"
#include "llvm/Support/CommandLine.h"

namespace ecg {

struct PruneFlags {
  llvm::cl::OptionCategory category{"Pruning (docs/pruning.md)"};

  llvm::cl::opt<std::string> prune{
      "prune", llvm::cl::value_desc("score,key=value,..."),
      llvm::cl::cat(category),
      llvm::cl::desc(
          "Remove channels until a goal is met, training in between as the "
          "flags of training say: score l1, l2, taylor (default) or random; "
          "keys keep, params, macs, bytes, instructions (goals), rounds, "
          "epochs, lr, ranking, macs-weight, align, min, protect, ...")};

  bool isGiven() const { return prune.getNumOccurrences() > 0; }
  llvm::Expected<PruneOptions> parse() const {
    return PruneOptions::parse(prune);
  }
};

} // namespace ecg

#endif // ECG_TOOLS_ECGOPT_PRUNEFLAGS_H
