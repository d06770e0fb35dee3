// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Stochastic gradient descent with momentum, as PyTorch's torch.optim.SGD
// (dampening 0).

#include "OptimizerParts.h"

using namespace llvm;

namespace ecg {

namespace {
/// @sgd: g += decay w;  w -= rate g
class Sgd : public MomentOptimizer {
public:
  Sgd(const OptimizerOptions &options, size_t numWeights)
      : MomentOptimizer(numWeights, 0), decay(options.weightDecay) {}

  void step(MutableArrayRef<float> weights, ArrayRef<float> gradients,
            double rate, ArrayRef<float> rates) override {
    ++steps;
    float *__restrict w = weights.data();
    const float *__restrict g = gradients.data();
    withRates(rates, rate, [=, decay = decay, n = weights.size()](auto rateOf) {
      for (size_t i = 0; i < n; ++i)
        w[i] -= rateOf(i) * (g[i] + decay * w[i]);
    });
  }

private:
  float decay;
};

/// @sgd: g += decay w;  m = mu m + g;  w -= rate (nesterov ? g + mu m : m)
class MomentumSgd : public MomentOptimizer {
public:
  MomentumSgd(const OptimizerOptions &options, size_t numWeights)
      : MomentOptimizer(numWeights, 1), decay(options.weightDecay),
        momentum(options.momentum), nesterov(options.nesterov) {}

  void step(MutableArrayRef<float> weights, ArrayRef<float> gradients,
            double rate, ArrayRef<float> rates) override {
    ++steps;
    float *__restrict w = weights.data();
    float *__restrict m = moment(0);
    const float *__restrict g = gradients.data();
    // Both kinds are ofGradient g + ofMoment m.
    float ofGradient = nesterov ? 1 : 0, ofMoment = nesterov ? momentum : 1;
    withRates(
        rates, rate,
        [=, mu = momentum, decay = decay, n = weights.size()](auto rateOf) {
          for (size_t i = 0; i < n; ++i) {
            float slope = g[i] + decay * w[i];
            m[i] = mu * m[i] + slope;
            w[i] -= rateOf(i) * (ofGradient * slope + ofMoment * m[i]);
          }
        });
  }

private:
  float decay, momentum;
  bool nesterov;
};
} // namespace

std::unique_ptr<Optimizer> makeSgd(const OptimizerOptions &options,
                                   size_t numWeights) {
  if (options.momentum == 0)
    return std::make_unique<Sgd>(options, numWeights);
  return std::make_unique<MomentumSgd>(options, numWeights);
}

} // namespace ecg
