// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What passes that learn share: from their options to a training run.

#ifndef ECG_PASSES_TRAINING_H
#define ECG_PASSES_TRAINING_H

#include "ecg/Train/Trainer.h"

namespace ecg {

/// The options of a pass (trainOptions of Passes.td).
template <typename Pass>
llvm::Expected<TrainOptions> readTrainOptions(const Pass &pass) {
  TrainOptions options;
  options.schedule.rate = pass.rate;
  TrainTexts texts;
  texts.optimizer = pass.optimizer;
  texts.schedule = pass.schedule;
  texts.loss = pass.loss;
  texts.augment = pass.augment;
  if (llvm::Error error = texts.apply(options))
    return std::move(error);
  options.epochs = pass.epochs;
  options.batch = pass.batch;
  options.metric = pass.metric;
  options.seed = pass.seed;
  options.freezeStatistics = pass.freezeStatistics;
  options.threads = pass.threads;
  return options;
}

/// How a function is trained: train(), or something around it.
using Trainer = llvm::function_ref<llvm::Expected<TrainResult>(
    mlir::func::FuncOp, const Dataset &, const TrainOptions &,
    llvm::ArrayRef<Teacher *>)>;

/// Trains `function` on the data `spec`; `teachersOf`, if not null, makes its
/// teachers, who are asked until it returns, and `trainer`, if not null, is
/// called in place of train(). What it came to is written onto the function
/// (`ecg.training`).
using Teachers = std::vector<std::unique_ptr<Teacher>>;
llvm::Error
learn(mlir::func::FuncOp function, llvm::StringRef spec,
      llvm::StringRef dataOptions, llvm::Expected<TrainOptions> options,
      llvm::function_ref<llvm::Expected<Teachers>(const Dataset &,
                                                  const TrainOptions &)>
          teachersOf = nullptr,
      Trainer trainer = nullptr);

} // namespace ecg

#endif // ECG_PASSES_TRAINING_H
