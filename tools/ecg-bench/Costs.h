// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What programs cost on a target, as plain values: the table and the JSON of
// ecg-bench are printed from these.

#ifndef ECG_TOOLS_ECGBENCH_COSTS_H
#define ECG_TOOLS_ECGBENCH_COSTS_H

#include "ecg/Target/KernelCosts.h"
#include "ecg/Target/Sizes.h"
#include "llvm/Support/JSON.h"

namespace ecg {

/// One kernel call.
struct LayerCosts {
  std::string layer, kernel;
  int64_t macs = 0;
  int64_t instructions = 0;
  std::optional<double> cycles; ///< none: no table for the core
  std::optional<PredictedCosts> predicted = std::nullopt;
};

/// One implementation of the network on one target.
struct ProgramCosts {
  std::string program; ///< "ecg-opt", "onnx2c", "CMSIS-NN"
  /// Of one inference, exact.
  int64_t instructions = 0;
  std::optional<double> cycles;
  int64_t flash = 0;
  /// All bytes of RAM, and what they are for. Scratch is part of the arena.
  int64_t ram = 0, input = 0, output = 0, arena = 0;
  std::optional<int64_t> stack;
  std::vector<LayerCosts> layers;
};

struct TargetCosts {
  std::string target, board;
  std::string cycleSource; ///< of the table, empty without one
  int64_t macs = 0;
  std::vector<ProgramCosts> programs; ///< ours first
};

/// What a set of numbers was made for.
struct BenchRun {
  std::string model, number;
  unsigned waitStates = 0;
  std::vector<TargetCosts> targets;
};

void printCosts(llvm::raw_ostream &os, const BenchRun &run);
/// Keys are documented in docs/benchmarks.md.
llvm::json::Value toJson(const BenchRun &run);

} // namespace ecg

#endif // ECG_TOOLS_ECGBENCH_COSTS_H
