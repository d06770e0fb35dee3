// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Training as people watch it: a bar on a terminal, a line an epoch elsewhere,
// and Ctrl-C that keeps the best so far.

#ifndef ECG_TOOLS_COMMON_TRAINMONITOR_H
#define ECG_TOOLS_COMMON_TRAINMONITOR_H

#include "ecg/Train/Trainer.h"
#include "llvm/Support/raw_ostream.h"
#include <chrono>

namespace ecg {

/// Lives as long as the training it watches. One at a time: while it lives, the
/// first SIGINT or SIGTERM ends training and the second the program.
class TrainMonitor {
public:
  explicit TrainMonitor(llvm::raw_ostream &os);
  ~TrainMonitor();

  /// For train().
  TrainObserver observer();

private:
  void batchEnded(const TrainProgress &progress);
  void epochEnded(const EpochRecord &record, llvm::StringRef metric);

  llvm::raw_ostream &os;
  bool onTerminal;
  std::chrono::steady_clock::time_point start, lastDrawn;
  size_t firstBatch = 0; ///< batches of the run before this program began
  std::function<void(const TrainProgress &)> onBatch;
  std::function<void(const EpochRecord &, llvm::StringRef)> onEpoch;
};

} // namespace ecg

#endif // ECG_TOOLS_COMMON_TRAINMONITOR_H
