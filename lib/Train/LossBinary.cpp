// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Cross-entropy of every class by itself: multi-label data, and two classes
// told by one logit.

#include "LossParts.h"
#include "Settings.h"

using namespace llvm;

namespace ecg {

namespace {
/// Factors on a class's loss by its target.
struct TargetWeights {
  double negative = 1, positive = 1;
  double of(float target) const {
    // Unknown targets (-1) count nothing.
    return target > 0 ? positive : target == 0 ? negative : 0;
  }
};

/// @bce: sum_c w (softplus(z_c) - q z_c) with q = (1 - e) y + e / 2, over the
/// classes whose target y is known; softplus(z) - y z = -y log s(z) - (1 - y)
/// log(1 - s(z)). Equation 2 of both LRH-Net and Holda et al.
/// 2026 (docs/training.md), which sum over classes.
class BinaryCrossEntropy : public SampleLoss {
public:
  BinaryCrossEntropy(double smoothing, std::vector<TargetWeights> weights)
      : smoothing(smoothing), weights(std::move(weights)) {}

  double compute(const Batch &batch, size_t i, ArrayRef<float> output,
                 MutableArrayRef<float> grad) const override {
    double loss = 0;
    for (size_t c = 0; c < weights.size(); ++c) {
      float target = targetOf(batch, i, c);
      double weight = weights[c].of(target);
      double wanted = (1 - smoothing) * target + smoothing / 2;
      double logit = output[c];
      loss += weight * (softplus(logit) - wanted * logit);
      if (!grad.empty())
        grad[c] = weight * (sigmoid(logit) - wanted);
    }
    return loss;
  }

protected:
  size_t numClasses() const { return weights.size(); }
  /// 0, 1 or -1 (unknown).
  virtual float targetOf(const Batch &batch, size_t i, size_t c) const = 0;

private:
  double smoothing;
  std::vector<TargetWeights> weights;
};

class OfTargets : public BinaryCrossEntropy {
  using BinaryCrossEntropy::BinaryCrossEntropy;
  float targetOf(const Batch &batch, size_t i, size_t c) const override {
    return batch.targets[i * numClasses() + c];
  }
};

/// One logit: of class 1 against class 0.
class OfOneLabel : public BinaryCrossEntropy {
  using BinaryCrossEntropy::BinaryCrossEntropy;
  float targetOf(const Batch &batch, size_t i, size_t) const override {
    return batch.labels[i];
  }
};

/// One class against all others.
class OfLabels : public BinaryCrossEntropy {
  using BinaryCrossEntropy::BinaryCrossEntropy;
  float targetOf(const Batch &batch, size_t i, size_t c) const override {
    int32_t label = batch.labels[i];
    return label < 0 ? -1 : size_t(label) == c;
  }
};
} // namespace

/// Labels of one logit have two classes with a weight each; otherwise weights
/// are those of positive targets.
static Expected<std::vector<TargetWeights>>
spreadWeights(ArrayRef<double> given, size_t numLogits, bool twoClasses) {
  std::vector<TargetWeights> weights(numLogits);
  if (given.empty())
    return weights;
  size_t expected = twoClasses ? 2 : numLogits;
  if (given.size() != expected)
    return trainError(Twine(given.size()) + " class weights for " +
                      Twine(expected) + " classes");
  if (twoClasses)
    weights[0].negative = given[0];
  for (size_t c = 0; c < numLogits; ++c)
    weights[c].positive = given[twoClasses ? 1 : c];
  return weights;
}

LossOr makeBinaryCrossEntropy(const LossOptions &options,
                              const LossShape &shape) {
  if (!shape.hasTargets && !shape.hasLabels)
    return trainError("loss bce needs labels or targets, which the data do not "
                      "have");
  bool oneLabel = !shape.hasTargets && shape.outputSize == 1;
  auto weights =
      spreadWeights(options.classWeights, shape.outputSize, oneLabel);
  if (!weights)
    return weights.takeError();
  double smoothing = options.labelSmoothing;
  if (shape.hasTargets)
    return std::make_unique<OfTargets>(smoothing, std::move(*weights));
  if (oneLabel)
    return std::make_unique<OfOneLabel>(smoothing, std::move(*weights));
  return std::make_unique<OfLabels>(smoothing, std::move(*weights));
}

} // namespace ecg
