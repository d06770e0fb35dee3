// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The families of losses and the few functions they share, in double.
// Private to the room.

#ifndef ECG_LIB_TRAIN_LOSSPARTS_H
#define ECG_LIB_TRAIN_LOSSPARTS_H

#include "ecg/Train/Loss.h"
#include "llvm/ADT/SmallVector.h"
#include <algorithm>
#include <cmath>

namespace ecg {

using LossOr = llvm::Expected<std::unique_ptr<SampleLoss>>;

/// Cross-entropy of integer labels; of one logit: of the classes 0 and 1.
LossOr makeCrossEntropy(const LossOptions &options, const LossShape &shape);
/// Every class by itself, against targets or labels.
LossOr makeBinaryCrossEntropy(const LossOptions &options,
                              const LossShape &shape);
/// mse, l1 and prd against the clean signal.
LossOr makeMse(const LossOptions &options, const LossShape &shape);
LossOr makeL1(const LossOptions &options, const LossShape &shape);
LossOr makePrd(const LossOptions &options, const LossShape &shape);
/// What teachers say, by options.distillForm.
LossOr makeDistillation(const LossOptions &options, const LossShape &shape);

/// log(1 + exp(x)) without overflow.
inline double softplus(double x) {
  return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x)));
}

inline double sigmoid(double x) {
  double e = std::exp(-std::abs(x));
  return (x >= 0 ? 1 : e) / (1 + e);
}

/// log softmax(logits / temperature).
inline llvm::SmallVector<double, 32> logSoftmax(llvm::ArrayRef<float> logits,
                                                double temperature = 1) {
  // The largest logit is taken off before exp, so that nothing overflows.
  double largest = *std::max_element(logits.begin(), logits.end());
  llvm::SmallVector<double, 32> result;
  double sum = 0;
  for (float logit : logits) {
    result.push_back((logit - largest) / temperature);
    sum += std::exp(result.back());
  }
  double logSum = std::log(sum);
  for (double &value : result)
    value -= logSum;
  return result;
}

/// Values of sample `i` in `values`, which holds `size` a sample.
inline llvm::ArrayRef<float> rowOf(llvm::ArrayRef<float> values, size_t i,
                                   size_t size) {
  return values.slice(i * size, size);
}

} // namespace ecg

#endif // ECG_LIB_TRAIN_LOSSPARTS_H
