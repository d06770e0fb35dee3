// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Pruning in the main job, and what it says about each round.

#include "CompileJob.h"
#include "ModelFile.h"
#include "Teachers.h"
#include "TrainMonitor.h"
#include "llvm/Support/FormatVariadic.h"
#include <cmath>

using namespace mlir;

namespace ecg {

namespace {

/// "24,480 of 80,973 parameters (30.2 %)"
std::string shareText(const PruneRound &round, Measure measure,
                      llvm::StringRef unit) {
  double now = round.costs[measure], before = round.before[measure];
  return llvm::formatv("{0:N} of {1:N} {2} ({3:f1} %)", std::llround(now),
                       std::llround(before), unit, 100 * now / before);
}

/// Several lines: costs, then the width of each layer.
void printRound(const PruneRound &round) {
  llvm::raw_ostream &os = llvm::errs();
  os << llvm::formatv("round {0} of {1}: {2}, {3}\n", round.round, round.rounds,
                      shareText(round, Measure::Parameters, "parameters"),
                      shareText(round, Measure::Macs, "MACs"));
  for (const PrunedLayer &layer : round.layers)
    os << llvm::formatv("  {0,5} of {1,5} channels  {2}\n", layer.after,
                        layer.before, layer.name);
}

void printMetric(const PruneRound &round, llvm::StringRef split) {
  if (round.training && round.training->bestEpoch &&
      !std::isnan(round.training->bestMetric))
    llvm::errs() << llvm::formatv(
        "round {0} of {1}: {2} {3:f4} on '{4}', epoch {5} of {6}\n",
        round.round, round.rounds, round.training->metric,
        round.training->bestMetric, split, round.training->bestEpoch,
        round.training->history.size());
}

} // namespace

/// What can be refused before work begins.
llvm::Error CompileJob::checkPruning() const {
  if (!flags.pruning.isGiven())
    return llvm::Error::success();
  auto options = flags.pruning.parse();
  if (!options)
    return options.takeError();
  if (!network)
    return llvm::createStringError(
        "a device program cannot be pruned, a network can");
  if (options->needsData() && !flags.data.isGiven())
    return llvm::createStringError("--prune needs labelled ECG: add "
                                   "--data=FILE.npz, or prune by l1, l2 or "
                                   "random with epochs=0");
  return flags.training.parse().takeError();
}

LogicalResult CompileJob::prune() {
  auto options = flags.pruning.parse();
  if (!options)
    return report(options.takeError());
  auto training = flags.training.parse();
  if (!training)
    return report(training.takeError());
  func::FuncOp function = functionOf(*network);
  Teachers teachers;
  if (failed(readTeachers(teachers, *training)))
    return failure();
  TrainMonitor monitor(llvm::errs());
  PruneObserver observer;
  observer.training = monitor.observer();
  observer.pruned = printRound;
  auto ended = [&](const PruneRound &round) {
    printMetric(round, training->valSplit);
  };
  observer.roundEnded = ended;
  return report(pruneChannels(function, data ? &*data : nullptr, *options,
                              *training, teachers.get(), observer)
                    .takeError());
}

} // namespace ecg
