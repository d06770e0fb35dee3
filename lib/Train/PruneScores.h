// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Scores of all channels of a network, by name.

#ifndef ECG_LIB_TRAIN_PRUNESCORES_H
#define ECG_LIB_TRAIN_PRUNESCORES_H

#include "PrunableLayers.h"
#include "ecg/Train/Trainer.h"

namespace ecg {

/// What scores may look at.
struct ScoreCall {
  mlir::func::FuncOp function;
  const PrunableLayers &layers;
  const Dataset *data; ///< null only where the score needs none
  const TrainOptions &training;
  llvm::ArrayRef<Teacher *> teachers;
  unsigned batches; ///< for those of gradients
};

/// One a layer and channel.
using ChannelScores = std::vector<std::vector<double>>;

llvm::SmallVector<llvm::StringRef> scoreNames();
bool scoreNeedsData(llvm::StringRef name);

/// With `comparesLayers`, scores that are about one layer only are normalized
/// (docs/numerics.md `@score_normalized`).
llvm::Expected<ChannelScores>
scoreChannels(llvm::StringRef name, const ScoreCall &call, bool comparesLayers);

} // namespace ecg

#endif // ECG_LIB_TRAIN_PRUNESCORES_H
