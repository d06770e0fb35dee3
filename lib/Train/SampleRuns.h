// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A few samples that programs of one network are run on again and again. What
// comes out does not depend on the number of threads.

#ifndef ECG_LIB_TRAIN_SAMPLERUNS_H
#define ECG_LIB_TRAIN_SAMPLERUNS_H

#include "Feed.h"
#include "ecg/Exec/GradientProgram.h"

namespace ecg {

/// What a program says about every sample.
struct Outcomes {
  std::vector<float> outputs; ///< sample after sample
  std::vector<double> losses; ///< one a sample; empty where none is defined

  double meanLoss() const;
};

class SampleRuns {
public:
  /// `loss` may be null; it must outlive the runs, as `data`.
  SampleRuns(const Dataset &data, std::vector<uint32_t> samples, size_t output,
             const SampleLoss *loss, unsigned threads)
      : data(data), samples(std::move(samples)), output(output), loss(loss),
        workers(threads) {}

  /// `inputs[i]` is the data's input that fills input i of the network.
  llvm::Error read(llvm::ArrayRef<size_t> inputs);

  size_t size() const { return samples.size(); }
  bool hasLoss() const { return loss; }

  /// All samples forward. `batchEnded` is called with the size of a batch that
  /// the program still has the values of.
  Outcomes run(GradientProgram &program,
               llvm::function_ref<void(size_t)> batchEnded = nullptr);

  /// One sample after the other backward; gradientsReady is called with those
  /// of each in the program. Needs a loss.
  void differentiate(GradientProgram &program,
                     llvm::function_ref<void()> gradientsReady);

  /// Fails naming the first sample whose output is not finite.
  llvm::Error checkFinite(const GradientProgram &program,
                          const Outcomes &outcomes) const;

private:
  size_t outputSize(const GradientProgram &program) const {
    return program.outputs()[output].numElements();
  }
  void differentiate(GradientProgram &program, const Batch &batch, size_t i);

  const Dataset &data;
  std::vector<uint32_t> samples;
  size_t output;
  const SampleLoss *loss;
  Workers workers;
  std::vector<Batch> batches;
};

} // namespace ecg

#endif // ECG_LIB_TRAIN_SAMPLERUNS_H
