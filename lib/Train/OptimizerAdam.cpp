// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Adam and its kin, in the arithmetic of PyTorch's torch.optim.Adam and AdamW.

#include "OptimizerParts.h"
#include <algorithm>
#include <cmath>

using namespace llvm;

namespace ecg {

namespace {
/// @adam: m += (1 - b1) (g - m);  v = b2 v + (1 - b2) g^2
/// w -= rate / (1 - b1^t) m / (sqrt(v) / sqrt(1 - b2^t) + epsilon)
/// (Kingma and Ba 2015, algorithm 1). kKeepsLargest (@amsgrad): the largest v
/// so far stands in its place (AMSGrad, Reddi et al. 2018).
template <bool kKeepsLargest> class Adam : public MomentOptimizer {
public:
  /// `decoupled` (@adamw): weights decay by rate * weightDecay (Loshchilov and
  /// Hutter 2019) and not by way of the gradient.
  Adam(const OptimizerOptions &options, size_t numWeights, bool decoupled)
      : MomentOptimizer(numWeights, kKeepsLargest ? 3 : 2), options(options),
        ofGradient(decoupled ? 0 : options.weightDecay),
        ofWeights(decoupled ? options.weightDecay : 0) {}

  void step(MutableArrayRef<float> weights, ArrayRef<float> gradients,
            double rate, ArrayRef<float> rates) override {
    ++steps;
    const float mixFirst = 1 - options.beta1, mixSecond = 1 - options.beta2;
    const float keepSecond = options.beta2, epsilon = options.epsilon;
    const float ofGradient = this->ofGradient, ofWeights = this->ofWeights;
    const float boost = 1 / (1 - std::pow(options.beta1, steps));
    const float root = 1 / std::sqrt(1 - std::pow(options.beta2, steps));
    float *__restrict w = weights.data();
    float *__restrict m = moment(0);
    float *__restrict v = moment(1);
    float *__restrict largest = kKeepsLargest ? moment(2) : nullptr;
    const float *__restrict g = gradients.data();
    withRates(rates, rate, [=, n = weights.size()](auto rateOf) {
      for (size_t i = 0; i < n; ++i) {
        float slope = g[i] + ofGradient * w[i];
        m[i] += mixFirst * (slope - m[i]);
        v[i] = keepSecond * v[i] + mixSecond * (slope * slope);
        float spread = v[i];
        if constexpr (kKeepsLargest)
          spread = largest[i] = std::max(largest[i], spread);
        float weight = w[i] - rateOf(i) * ofWeights * w[i];
        w[i] = weight -
               rateOf(i) * boost * m[i] / (std::sqrt(spread) * root + epsilon);
      }
    });
  }

  ArrayRef<float> secondMoment() const override {
    return ArrayRef(moments).slice(numWeights, numWeights);
  }

private:
  OptimizerOptions options;
  float ofGradient, ofWeights;
};
} // namespace

std::unique_ptr<Optimizer> makeAdam(const OptimizerOptions &options,
                                    size_t numWeights) {
  return std::make_unique<Adam<false>>(options, numWeights,
                                       /*decoupled=*/false);
}

std::unique_ptr<Optimizer> makeAdamW(const OptimizerOptions &options,
                                     size_t numWeights) {
  return std::make_unique<Adam<false>>(options, numWeights,
                                       /*decoupled=*/true);
}

std::unique_ptr<Optimizer> makeAmsGrad(const OptimizerOptions &options,
                                       size_t numWeights) {
  return std::make_unique<Adam<true>>(options, numWeights, /*decoupled=*/true);
}

} // namespace ecg
