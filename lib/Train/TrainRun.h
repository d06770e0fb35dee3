// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One training run: what it is made of (TrainSetup.cpp), its loop (Trainer.cpp)
// and what it keeps (TrainKeep.cpp); or its gradients alone
// (TrainGradients.cpp).

#ifndef ECG_LIB_TRAIN_TRAINRUN_H
#define ECG_LIB_TRAIN_TRAINRUN_H

#include "Checkpoint.h"
#include "Feed.h"
#include "Logits.h"
#include "Validation.h"
#include "ecg/Exec/GradientProgram.h"
#include "ecg/IR/EcgOps.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/OwningOpRef.h"
#include <cmath>
#include <numeric>

namespace ecg {

/// The mean of a loss over what was seen of it.
struct MeanLoss {
  double sum = 0;
  size_t count = 0;

  void add(llvm::ArrayRef<double> losses) {
    sum = std::accumulate(losses.begin(), losses.end(), sum);
    count += losses.size();
  }
  double get() const { return count ? sum / count : NAN; }
};

/// One run from the first epoch, or the one after the checkpoint's, to the end.
class TrainRun {
public:
  TrainRun(mlir::func::FuncOp function, const Dataset &data,
           const TrainOptions &options, llvm::ArrayRef<Teacher *> teachers,
           const TrainObserver &observer)
      : function(function), data(data), options(options), teachers(teachers),
        observer(observer), workers(options.threads),
        network(mlir::cast<mlir::func::FuncOp>(function->clone(copies))),
        logits(*network, options.output) {}

  llvm::Expected<TrainResult> run() {
    if (llvm::Error error = prepare())
      return std::move(error);
    std::vector<float> before = program->values().vec();
    if (llvm::Error error = runEpochs()) {
      writeBack(before);
      return std::move(error);
    }
    keepBest();
    return TrainResult{state.history,         state.bestEpoch,
                       validation->name(),    state.bestMetric,
                       program->numWeights(), interrupted,
                       secondMoments()};
  }

  /// The gradient of the last batch by a constant of the function; empty where
  /// it does not learn by gradients.
  using Gradients = llvm::function_ref<llvm::ArrayRef<float>(ConstantOp)>;
  /// Instead of run(): `batches` batches as training would see them first,
  /// while the weights stay.
  llvm::Error differentiate(
      size_t batches,
      llvm::function_ref<void(const Gradients &gradientOf)> batchEnded);

private:
  llvm::Error prepare();
  llvm::Expected<llvm::SmallVector<size_t>> chooseInputs();
  llvm::Error makeParts(llvm::ArrayRef<size_t> inputs, size_t maskSize);
  llvm::Error resume();
  llvm::Error runEpochs();
  llvm::Error runEpoch(unsigned epoch);
  llvm::Error runBatch(llvm::ArrayRef<uint32_t> samples, unsigned epoch,
                       MeanLoss &mean);
  llvm::Error differentiateBatch(llvm::ArrayRef<uint32_t> samples,
                                 unsigned epoch, MeanLoss &mean);
  llvm::Error bindTies();
  void applyTies();
  void project();
  llvm::Error validate(EpochRecord &record);
  llvm::Error save();
  void keepBest();
  bool isStopped() const { return observer.stop && *observer.stop; }
  bool isStale() const;
  uint64_t stepsPerEpoch() const {
    return llvm::divideCeil(sampler->epochSize(), options.batch);
  }

  void writeBack(llvm::ArrayRef<float> values);
  SecondMoments secondMoments();

  mlir::func::FuncOp function;
  const Dataset &data;
  const TrainOptions &options;
  llvm::ArrayRef<Teacher *> teachers;
  const TrainObserver &observer;
  Workers workers;

  /// What is trained: a copy of the function without the activation at its end
  /// and with dropout.
  mlir::IRMapping copies;
  mlir::OwningOpRef<mlir::func::FuncOp> network;
  LogitsScope logits;

  std::unique_ptr<GradientProgram> program;
  std::unique_ptr<SampleLoss> loss, validationLoss;
  std::unique_ptr<Optimizer> optimizer;
  std::unique_ptr<Schedule> schedule;
  std::unique_ptr<Sampler> sampler;
  std::optional<MovingAverage> average;
  std::optional<Feed> feed;
  std::unique_ptr<Validation> validation;
  std::string settings;

  TrainState state;
  Batch batch;
  std::vector<float> gradients;
  std::vector<float> rates; ///< factors of the learning rate; empty: all 1
  /// Of each of options.ties, where its elements are among the gradients.
  std::vector<size_t> tieOffsets;
  bool interrupted = false;
};

} // namespace ecg

#endif // ECG_LIB_TRAIN_TRAINRUN_H
