// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How good a network is after an epoch.

#ifndef ECG_LIB_TRAIN_VALIDATION_H
#define ECG_LIB_TRAIN_VALIDATION_H

#include "Feed.h"
#include "ecg/Exec/GradientProgram.h"
#include "ecg/Metrics/Registry.h"

namespace ecg {

class Validation {
public:
  struct Score {
    double metric = NAN, loss = NAN;
    bool higherIsBetter = false;

    /// By the metric; the loss decides between equals, and without a metric
    /// every score is better than the one before.
    bool isBetterThan(const Score &other) const;
  };

  /// Everything must outlive it. Fails where the split or the metric is not
  /// there.
  static llvm::Expected<std::unique_ptr<Validation>>
  create(GradientProgram &program, const Dataset &data, Feed &feed,
         const SampleLoss &loss, const TrainOptions &options);

  /// Of the program's values as they are.
  llvm::Expected<Score> run(Workers &workers);

  std::string name() const { return metric ? metric->name : "loss"; }
  bool higherIsBetter() const { return metric && metric->higherIsBetter; }

private:
  Validation(GradientProgram &program, const Dataset &data, Feed &feed,
             const SampleLoss &loss, const TrainOptions &options)
      : program(program), data(data), feed(feed), loss(loss), options(options) {
  }

  llvm::Error runBatch(Workers &workers, llvm::ArrayRef<uint32_t> part,
                       size_t first);
  Outcome outcome() const;
  size_t numClasses() const;
  std::string defaultMetric() const;

  GradientProgram &program;
  const Dataset &data;
  Feed &feed;
  const SampleLoss &loss;
  const TrainOptions &options;
  std::vector<uint32_t> samples;
  std::optional<Metric> metric; ///< none: the loss
  size_t outputSize = 0;
  Batch batch;
  std::vector<float> outputs;
  std::vector<double> losses;
  std::vector<ReconstructionError> reconstructions; ///< of autoencoders
};

} // namespace ecg

#endif // ECG_LIB_TRAIN_VALIDATION_H
