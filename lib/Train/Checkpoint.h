// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A training run on disk: the network with the best weights so far, as MLIR
// bytecode that every tool reads, and everything needed to go on as an
// attribute of the module.

#ifndef ECG_LIB_TRAIN_CHECKPOINT_H
#define ECG_LIB_TRAIN_CHECKPOINT_H

#include "ecg/Train/Trainer.h"
#include "mlir/IR/BuiltinOps.h"

namespace ecg {

/// Everything that changes from epoch to epoch.
struct TrainState {
  uint64_t step = 0; ///< steps taken
  std::vector<float> values, average, best, optimizer;
  uint64_t averageSteps = 0;
  std::vector<double> schedule;
  std::vector<EpochRecord> history;
  unsigned bestEpoch = 0;
  double bestMetric = 0, bestLoss = 0;
};

/// Writes `module` with `state` as its attribute `name`, which it does not have
/// afterwards. The file is whole or as it was before.
llvm::Error writeWithState(mlir::ModuleOp module, llvm::StringRef name,
                           mlir::Attribute state, llvm::StringRef path);

/// Writes `module`, which has the best weights, and `state`. `settings` says
/// what the run depends on.
llvm::Error writeCheckpoint(mlir::ModuleOp module, const TrainState &state,
                            llvm::StringRef settings, llvm::StringRef path);

/// Fails with one line where the file is none or was made with other settings.
llvm::Expected<TrainState> readCheckpoint(mlir::MLIRContext &context,
                                          llvm::StringRef settings,
                                          llvm::StringRef path);

} // namespace ecg

#endif // ECG_LIB_TRAIN_CHECKPOINT_H
