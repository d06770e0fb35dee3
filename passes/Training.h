// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What passes that learn share: from their options to a training run.

#ifndef ECG_PASSES_TRAINING_H
#define ECG_PASSES_TRAINING_H

#include "ecg/Train/Trainer.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

namespace ecg {

/// What a pass does that may learn: with its data, null where it has none, the
/// options of that learning, and teachers.
using LearningStep = llvm::function_ref<llvm::Error(
    const Dataset *, const TrainOptions &, llvm::ArrayRef<Teacher *>)>;

/// Reads the options of a pass, whose friend it is.
struct PassOptionReader {
  /// learnOptions of Passes.td.
  template <typename Pass>
  static llvm::Expected<TrainOptions> readLearning(const Pass &pass);
  /// trainOptions.
  template <typename Pass>
  static llvm::Expected<TrainOptions> readTraining(const Pass &pass);
  /// Runs `step` with what learnOptions and teacherOptions say.
  template <typename Pass>
  static llvm::Error run(Pass &pass, bool needsData, LearningStep step);
};

template <typename Pass>
llvm::Expected<TrainOptions> PassOptionReader::readLearning(const Pass &pass) {
  TrainOptions options;
  options.schedule.rate = pass.rate;
  TrainTexts texts;
  texts.optimizer = pass.optimizer;
  texts.schedule = pass.schedule;
  texts.loss = pass.loss;
  texts.augment = pass.augment;
  if (llvm::Error error = texts.apply(options))
    return std::move(error);
  options.batch = pass.batch;
  options.metric = pass.metric;
  options.seed = pass.seed;
  options.freezeStatistics = pass.freezeStatistics;
  options.threads = pass.threads;
  return options;
}

template <typename Pass>
llvm::Expected<TrainOptions> PassOptionReader::readTraining(const Pass &pass) {
  auto options = readLearning(pass);
  if (options)
    options->epochs = pass.epochs;
  return options;
}

/// The data set `spec` as `function` reads it.
llvm::Expected<Dataset> openTrainingData(mlir::func::FuncOp function,
                                         llvm::StringRef spec,
                                         llvm::StringRef optionText);

using Teachers = std::vector<std::unique_ptr<Teacher>>;

llvm::SmallVector<Teacher *> pointersTo(const Teachers &teachers);

/// Teachers in files of MLIR, text or bytecode; they live as long as this.
class TeacherFiles {
public:
  llvm::Expected<Teachers> read(llvm::ArrayRef<std::string> paths,
                                mlir::func::FuncOp student, const Dataset &data,
                                const TrainOptions &options);

private:
  llvm::Expected<std::unique_ptr<Teacher>> readOne(llvm::StringRef path,
                                                   mlir::func::FuncOp student,
                                                   const Dataset &data,
                                                   const TrainOptions &options);

  std::vector<mlir::OwningOpRef<mlir::ModuleOp>> modules;
};

/// Runs `step` of a pass on `function`: opens its data where it has or needs
/// some, and reads its teachers.
llvm::Error runLearningStep(mlir::func::FuncOp function, llvm::StringRef spec,
                            llvm::StringRef dataOptions,
                            llvm::ArrayRef<std::string> teachers,
                            const TrainOptions &options, bool needsData,
                            LearningStep step);

template <typename Pass>
llvm::Error PassOptionReader::run(Pass &pass, bool needsData,
                                  LearningStep step) {
  auto options = readLearning(pass);
  if (!options)
    return options.takeError();
  return runLearningStep(pass.getOperation(), pass.data, pass.dataOptions,
                         pass.teachers, *options, needsData, step);
}

/// How a function is trained: train(), or something around it.
using Trainer = llvm::function_ref<llvm::Expected<TrainResult>(
    mlir::func::FuncOp, const Dataset &, const TrainOptions &,
    llvm::ArrayRef<Teacher *>)>;

/// Trains `function` on the data `spec`; `teachersOf`, if not null, makes its
/// teachers, who are asked until it returns, and `trainer`, if not null, is
/// called in place of train(). What it came to is written onto the function
/// (`ecg.training`).
llvm::Error
learn(mlir::func::FuncOp function, llvm::StringRef spec,
      llvm::StringRef dataOptions, llvm::Expected<TrainOptions> options,
      llvm::function_ref<llvm::Expected<Teachers>(const Dataset &,
                                                  const TrainOptions &)>
          teachersOf = nullptr,
      Trainer trainer = nullptr);

} // namespace ecg

#endif // ECG_PASSES_TRAINING_H
