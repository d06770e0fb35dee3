// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The command line of sparse and clustered weights.

#ifndef ECG_TOOLS_ECGOPT_WEIGHTFLAGS_H
#define ECG_TOOLS_ECGOPT_WEIGHTFLAGS_H

#include "ecg/Train/Cluster.h"
#include "ecg/Train/Sparsify.h"
#include "llvm/Support/CommandLine.h"

namespace ecg {

struct WeightFlags {
  llvm::cl::OptionCategory category{
      "Weights (docs/sparsity.md, docs/clustering.md)"};

  llvm::cl::opt<std::string> sparsify{
      "sparsify", llvm::cl::value_desc("key=value,..."),
      llvm::cl::cat(category),
      llvm::cl::desc("Make single weights zero, training in between as the "
                     "flags of training say: sparsity=0.8 or pattern=2:4, "
                     "rounds, epochs, lr, ranking, protect, min-row")};
  llvm::cl::opt<std::string> cluster{
      "cluster", llvm::cl::value_desc("n[/channel],key=value,..."),
      llvm::cl::cat(category),
      llvm::cl::desc(
          "Let the weights of each layer, or channel, share n values "
          "(default 16), which train: epochs, lr, protect, min-row")};

  bool sparsifies() const { return sparsify.getNumOccurrences() > 0; }
  bool clusters() const { return cluster.getNumOccurrences() > 0; }
};

} // namespace ecg

#endif // ECG_TOOLS_ECGOPT_WEIGHTFLAGS_H
