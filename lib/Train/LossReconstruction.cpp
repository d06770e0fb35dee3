// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How far an output is from the signal as it was recorded: autoencoders and
// denoisers.

#include "LossParts.h"
#include "Settings.h"

using namespace llvm;

namespace ecg {

namespace {
class Reconstruction : public SampleLoss {
public:
  double compute(const Batch &batch, size_t i, ArrayRef<float> output,
                 MutableArrayRef<float> grad) const override {
    return distance(rowOf(batch.clean, i, output.size()), output, grad);
  }
  bool needsClean() const override { return true; }

protected:
  virtual double distance(ArrayRef<float> signal, ArrayRef<float> output,
                          MutableArrayRef<float> grad) const = 0;
};

/// @mse: mean (y - x)^2
class Mse : public Reconstruction {
  double distance(ArrayRef<float> signal, ArrayRef<float> output,
                  MutableArrayRef<float> grad) const override {
    double sum = 0, share = 1.0 / output.size();
    for (size_t k = 0; k < output.size(); ++k) {
      double error = double(output[k]) - signal[k];
      sum += error * error;
      if (!grad.empty())
        grad[k] = 2 * share * error;
    }
    return share * sum;
  }
};

/// @l1: mean |y - x|; the gradient where they are equal is 0.
class L1 : public Reconstruction {
  double distance(ArrayRef<float> signal, ArrayRef<float> output,
                  MutableArrayRef<float> grad) const override {
    double sum = 0, share = 1.0 / output.size();
    for (size_t k = 0; k < output.size(); ++k) {
      double error = double(output[k]) - signal[k];
      sum += std::abs(error);
      if (!grad.empty())
        grad[k] = error > 0 ? share : error < 0 ? -share : 0;
    }
    return share * sum;
  }
};

/// @prd: 100 sqrt(sum (x - y)^2 / sum x^2), in percent (docs/evaluation.md). A
/// signal of zeros, of which it is undefined, counts as unknown; the gradient
/// of a perfect output is 0.
class Prd : public Reconstruction {
  double distance(ArrayRef<float> signal, ArrayRef<float> output,
                  MutableArrayRef<float> grad) const override {
    double error = 0, energy = 0;
    for (size_t k = 0; k < output.size(); ++k) {
      double difference = double(output[k]) - signal[k];
      error += difference * difference;
      energy += double(signal[k]) * signal[k];
    }
    double scale =
        error > 0 && energy > 0 ? 100 / std::sqrt(error * energy) : 0;
    for (size_t k = 0; k < grad.size(); ++k)
      grad[k] = scale * (double(output[k]) - signal[k]);
    return scale * error;
  }
};
} // namespace

template <typename Loss>
static LossOr make(const LossOptions &options, const LossShape &shape) {
  if (!shape.reconstructs)
    return trainError("loss " + options.name +
                      " needs an output of the shape of the input");
  if (shape.numTeachers)
    return trainError("loss " + options.name +
                      " has no classes in which to follow a teacher");
  if (options.labelSmoothing || !options.classWeights.empty())
    return trainError("loss " + options.name +
                      " has no classes to smooth or weigh");
  return std::make_unique<Loss>();
}

LossOr makeMse(const LossOptions &options, const LossShape &shape) {
  return make<Mse>(options, shape);
}
LossOr makeL1(const LossOptions &options, const LossShape &shape) {
  return make<L1>(options, shape);
}
LossOr makePrd(const LossOptions &options, const LossShape &shape) {
  return make<Prd>(options, shape);
}

} // namespace ecg
