// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Training of a network in the compiler: epochs over a data set, the best of
// them by a metric on the validation split. docs/training.md.

#ifndef ECG_TRAIN_TRAINER_H
#define ECG_TRAIN_TRAINER_H

#include "ecg/Data/Dataset.h"
#include "ecg/Train/Augment.h"
#include "ecg/Train/Loss.h"
#include "ecg/Train/Optimizer.h"
#include "ecg/Train/Sampler.h"
#include "ecg/Train/Schedule.h"
#include "ecg/Train/Teacher.h"
#include "ecg/Train/WeightTies.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <atomic>

namespace ecg {

/// Brings weights back to where they may be after each step of the optimizer.
class StepProjection {
public:
  virtual ~StepProjection() = default;

  /// Of a constant of the function: its values, to be changed, and the
  /// optimizer's second moments; empty where it does not learn, or the
  /// optimizer has none.
  using Values = llvm::function_ref<llvm::MutableArrayRef<float>(
      mlir::Operation *constant)>;
  using Moments =
      llvm::function_ref<llvm::ArrayRef<float>(mlir::Operation *constant)>;

  virtual void project(const Values &valuesOf, const Moments &momentsOf) = 0;
};

struct TrainOptions {
  unsigned epochs = 30;
  size_t batch = 16;
  uint64_t seed = 0;
  /// Worker threads; 0: one a core. Nothing but the time depends on it.
  unsigned threads = 0;
  OptimizerOptions optimizer;
  ScheduleOptions schedule;
  LossOptions loss;
  SamplerOptions sampler;
  AugmentOptions augment;
  /// Augmented copies a sample that are drawn from; 0: a new one each epoch.
  /// With teachers each copy is asked about once.
  unsigned pool = 0;
  /// Largest Euclidean norm of the gradient of a batch; 0: any.
  double clipNorm = 0;
  /// Decay of the average of the weights that is validated and kept; 0: the
  /// weights themselves.
  double averageDecay = 0;
  /// Share of the inputs of the last linear layer that are zero for a sample
  /// while it trains (dropout, Srivastava et al. 2014), the others scaled up.
  double dropout = 0;
  /// Batch normalization keeps its statistics.
  bool freezeStatistics = false;
  /// Scales of rounded activations (fake_quantize) learn, as those of weights
  /// do.
  bool activationScales = false;
  /// What holds together among the weights (docs/numerics.md `@weight_ties`).
  std::vector<WeightTies> ties;
  /// Called after each step; may be null. Not owned.
  StepProjection *projection = nullptr;
  /// Chooses the best epoch on `valSplit`: "loss" or a name findMetric knows.
  /// Empty: accuracy of a classifier, else loss.
  std::string metric;
  /// Epochs without improvement after which to stop; 0: never.
  unsigned patience = 0;
  std::string trainSplit = "train";
  /// Empty: the last epoch is kept.
  std::string valSplit = "val";
  /// Which output is trained.
  size_t output = 0;
  /// File for the state after each epoch; empty: none. MLIR bytecode.
  std::string checkpoint;
  /// Continue from `checkpoint`; then the run equals an unbroken one.
  bool resume = false;
};

/// Parts of TrainOptions as people write them (docs/training.md).
struct TrainTexts {
  std::string optimizer = "adam", schedule = "constant", loss = "auto",
              sampler = "shuffle", augment = "none";

  /// Sets those parts; keeps the learning rate of `options`.
  llvm::Error apply(TrainOptions &options) const;
};

struct EpochRecord {
  unsigned epoch = 0; ///< from 1
  double rate = 0;    ///< of its last step
  double trainLoss = 0;
  double valLoss = 0; ///< NaN without validation, as `metric`
  double metric = 0;  ///< what TrainOptions::metric names
  double seconds = 0;
  bool isBest = false;
};

/// For each constant that was learned, the optimizer's second moment of its
/// gradient, which stands in for the diagonal of the Hessian.
using SecondMoments = llvm::DenseMap<mlir::Operation *, std::vector<float>>;

struct TrainResult {
  std::vector<EpochRecord> history;
  unsigned bestEpoch = 0;
  std::string metric;
  double bestMetric = 0;
  size_t numWeights = 0;
  bool interrupted = false;
  SecondMoments secondMoments; ///< empty where the optimizer has none
};

/// How far training is.
struct TrainProgress {
  unsigned epoch, epochs;
  size_t batch, batches;
  double loss; ///< mean over the epoch so far
};

/// Who watches; called from one thread.
struct TrainObserver {
  llvm::function_ref<void(const TrainProgress &)> batchEnded = nullptr;
  /// With the name of the metric.
  llvm::function_ref<void(const EpochRecord &, llvm::StringRef)> epochEnded =
      nullptr;
  /// Set from a signal handler: training ends after the batch and keeps the
  /// best so far.
  const std::atomic<bool> *stop = nullptr;
};

/// Trains the constants of `function` in place. Teachers run on the same
/// samples. On failure nothing has changed.
llvm::Expected<TrainResult> train(mlir::func::FuncOp function,
                                  const Dataset &data,
                                  const TrainOptions &options,
                                  llvm::ArrayRef<Teacher *> teachers = {},
                                  const TrainObserver &observer = {});

/// Fills all weights with new random ones: uniform in +-1 / sqrt(fan-in), what
/// PyTorch starts from (of recurrent layers +-1 / sqrt(hidden)); layers that
/// normalize start as the identity.
void initializeWeights(mlir::func::FuncOp function, uint64_t seed);

} // namespace ecg

#endif // ECG_TRAIN_TRAINER_H
