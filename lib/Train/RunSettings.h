// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a training run depends on, in one line.

#ifndef ECG_LIB_TRAIN_RUNSETTINGS_H
#define ECG_LIB_TRAIN_RUNSETTINGS_H

#include "ecg/Train/Trainer.h"

namespace ecg {

/// Everything that decides about the bytes of the result but the network and
/// the data themselves: a checkpoint belongs to it.
std::string describeRun(const TrainOptions &options, const Dataset &data,
                        size_t numWeights);

} // namespace ecg

#endif // ECG_LIB_TRAIN_RUNSETTINGS_H
