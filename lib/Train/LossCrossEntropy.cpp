// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Cross-entropy of one label among many classes.

#include "LossParts.h"
#include "Settings.h"

using namespace llvm;

namespace ecg {

namespace {
/// @cross_entropy: -w_y sum_c q_c log softmax(z)_c with q = (1 - e) onehot(y) +
/// e / C.
class CrossEntropy : public SampleLoss {
public:
  CrossEntropy(const LossOptions &options, size_t numClasses)
      : classWeights(options.classWeights), smoothing(options.labelSmoothing),
        numClasses(numClasses) {}

  double compute(const Batch &batch, size_t i, ArrayRef<float> output,
                 MutableArrayRef<float> grad) const override {
    int32_t label = batch.labels[i];
    if (label < 0) {
      std::fill(grad.begin(), grad.end(), 0.0f);
      return 0;
    }
    assert(size_t(label) < numClasses && "labels fit the model");
    double weight = classWeights.empty() ? 1 : classWeights[label];
    auto logs = logSoftmax(output);
    double loss = 0;
    for (size_t c = 0; c < numClasses; ++c) {
      double wanted = smoothing / numClasses;
      if (c == size_t(label))
        wanted += 1 - smoothing;
      loss -= wanted * logs[c];
      if (!grad.empty())
        grad[c] = weight * (std::exp(logs[c]) - wanted);
    }
    return weight * loss;
  }

private:
  std::vector<double> classWeights;
  double smoothing;
  size_t numClasses;
};
} // namespace

LossOr makeCrossEntropy(const LossOptions &options, const LossShape &shape) {
  if (!shape.hasLabels)
    return trainError("loss cross-entropy needs a label a sample, which the "
                      "data do not have");
  if (shape.outputSize == 1)
    return makeBinaryCrossEntropy(options, shape);
  if (!options.classWeights.empty() &&
      options.classWeights.size() != shape.outputSize)
    return trainError(Twine(options.classWeights.size()) +
                      " class weights for " + Twine(shape.outputSize) +
                      " classes");
  return std::make_unique<CrossEntropy>(options, shape.outputSize);
}

} // namespace ecg
