// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The command line of adaptive loss-aware quantization.

#ifndef ECG_TOOLS_ECGOPT_ALQFLAGS_H
#define ECG_TOOLS_ECGOPT_ALQFLAGS_H

#include "ecg/Train/Alq.h"
#include "llvm/Support/CommandLine.h"

namespace ecg {

struct AlqFlags {
  llvm::cl::OptionCategory category{
      "Adaptive loss-aware quantization (docs/alq.md)"};

  llvm::cl::opt<std::string> text{
      "alq", llvm::cl::ValueOptional, llvm::cl::value_desc("key=value,..."),
      llvm::cl::cat(category),
      llvm::cl::desc(
          "Train multi-bit weights, taking bits where the loss misses them "
          "least, until all parameters fit into bytes=N, or have bits=B a "
          "weight; other keys: codes, start, outer, groups, skip, rounds, "
          "round-epochs, bases, coordinates, min, epochs, lr, average, "
          "activations. With --size the bytes are those, and channels are "
          "pruned before. Activations are int8. Optimizer, schedule, loss, "
          "augmentation, batch and seed are those of --train's flags")};

  llvm::cl::opt<std::string> state{
      "alq-state", llvm::cl::value_desc("file.npz"), llvm::cl::cat(category),
      llvm::cl::desc("Take weights from bases and coordinates in this file "
                     "(docs/alq.md), layer by layer")};
  llvm::cl::opt<bool> dropSilent{
      "drop-silent", llvm::cl::cat(category),
      llvm::cl::desc("Drop weights that read channels which are 0 on all of "
                     "--data: they may be anything, and ruin int8 scales")};

  bool isGiven() const { return text.getNumOccurrences() > 0; }
  bool readsState() const { return state.getNumOccurrences() > 0; }
};

} // namespace ecg

#endif // ECG_TOOLS_ECGOPT_ALQFLAGS_H
