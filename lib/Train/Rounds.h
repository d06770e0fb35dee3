// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Training that is a part of something larger: a round of pruning, of
// clustering.

#ifndef ECG_LIB_TRAIN_ROUNDS_H
#define ECG_LIB_TRAIN_ROUNDS_H

#include "ecg/Train/Trainer.h"

namespace ecg {

/// The entry of round `round`, from 1; the last one where there are fewer.
inline double entryOf(llvm::ArrayRef<double> entries, unsigned round) {
  return entries[std::min<size_t>(round, entries.size()) - 1];
}

/// `training` with the epochs and the learning rate of a round. No rates: that
/// of `training`. Checkpoints are of whole runs.
inline TrainOptions optionsOfRound(const TrainOptions &training,
                                   llvm::ArrayRef<double> epochs,
                                   llvm::ArrayRef<double> rates,
                                   unsigned round) {
  TrainOptions options = training;
  options.epochs = entryOf(epochs, round);
  if (!rates.empty())
    options.schedule.rate = entryOf(rates, round);
  options.checkpoint.clear();
  options.resume = false;
  return options;
}

} // namespace ecg

#endif // ECG_LIB_TRAIN_ROUNDS_H
