// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The command line of quantization-aware training.

#ifndef ECG_TOOLS_ECGOPT_QATFLAGS_H
#define ECG_TOOLS_ECGOPT_QATFLAGS_H

#include "ecg/Train/QuantizeAware.h"
#include "llvm/Support/CommandLine.h"

namespace ecg {

struct QatFlags {
  llvm::cl::OptionCategory category{
      "Quantization-aware training (docs/quantization-aware-training.md)"};

  llvm::cl::opt<std::string> text{
      "qat", llvm::cl::value_desc("type,key=value,..."),
      llvm::cl::cat(category),
      llvm::cl::desc(
          "Quantize, training the network for it: weights of int8, int6, int5, "
          "int4, int3, int2, ternary, mixed with bytes=N, or search with "
          "bytes=N or instructions=N; other keys: outer, "
          "epochs, lr, rounds, round-epochs, average, activations, skip. "
          "Activations are int8. Optimizer, schedule, loss, augmentation, "
          "batch "
          "and seed are those of --train's flags")};

  bool isGiven() const { return text.getNumOccurrences() > 0; }
  llvm::Expected<QuantizeAwareOptions> parse() const {
    return QuantizeAwareOptions::parse(text);
  }
};

} // namespace ecg

#endif // ECG_TOOLS_ECGOPT_QATFLAGS_H
