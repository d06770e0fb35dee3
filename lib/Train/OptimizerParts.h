// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The families of optimizers and what they remember. Private to the room.

#ifndef ECG_LIB_TRAIN_OPTIMIZERPARTS_H
#define ECG_LIB_TRAIN_OPTIMIZERPARTS_H

#include "ecg/Train/Optimizer.h"

namespace ecg {

std::unique_ptr<Optimizer> makeSgd(const OptimizerOptions &options,
                                   size_t numWeights);
std::unique_ptr<Optimizer> makeAdam(const OptimizerOptions &options,
                                    size_t numWeights);
std::unique_ptr<Optimizer> makeAdamW(const OptimizerOptions &options,
                                     size_t numWeights);
std::unique_ptr<Optimizer> makeAmsGrad(const OptimizerOptions &options,
                                       size_t numWeights);

/// Remembers some values a weight, moment after moment, and counts its steps.
class MomentOptimizer : public Optimizer {
public:
  MomentOptimizer(size_t numWeights, size_t numMoments)
      : moments(numWeights * numMoments), numWeights(numWeights) {}

  std::vector<float> state() const override;
  llvm::Error setState(llvm::ArrayRef<float> state) override;

protected:
  float *moment(size_t which) { return moments.data() + which * numWeights; }

  std::vector<float> moments;
  size_t numWeights;
  uint64_t steps = 0;
};

/// Calls `update` with the rate of weight i as a function of i; the loop is
/// compiled twice, so that neither looks for rates weight by weight.
template <typename Update>
void withRates(llvm::ArrayRef<float> rates, float rate, Update update) {
  if (rates.empty())
    return update([rate](size_t) { return rate; });
  const float *factors = rates.data();
  update([rate, factors](size_t i) { return rate * factors[i]; });
}

} // namespace ecg

#endif // ECG_LIB_TRAIN_OPTIMIZERPARTS_H
