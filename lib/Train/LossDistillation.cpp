// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Following teachers (knowledge distillation): how far the softened answer of
// the student is from those of the teachers. Not the part of the labels.

#include "LossParts.h"
#include "Settings.h"

using namespace llvm;

namespace ecg {

namespace {
/// @distill: sum_x beta_x D(teacher x, student), equation 4 of LRH-Net.
class Distillation : public SampleLoss {
public:
  Distillation(double temperature, std::vector<double> shares)
      : temperature(temperature), shares(std::move(shares)) {}

  double compute(const Batch &batch, size_t i, ArrayRef<float> output,
                 MutableArrayRef<float> grad) const override {
    double loss = 0;
    SmallVector<double, 32> slope(output.size(), 0.0);
    for (auto [x, share] : enumerate(shares))
      loss +=
          share * divergence(rowOf(batch.teacherLogits[x], i, output.size()),
                             output, share, slope);
    std::copy_n(slope.begin(), grad.size(), grad.begin());
    return loss;
  }

protected:
  /// D of one teacher; adds `share` times its gradient by the student's logits.
  virtual double divergence(ArrayRef<float> teacher, ArrayRef<float> student,
                            double share,
                            MutableArrayRef<double> slope) const = 0;
  const double temperature;

private:
  std::vector<double> shares;
};

/// @distill_softmax: T^2 KL(softmax(t / T) || softmax(z / T)), Hinton et al.
/// 2015; T^2 keeps the gradient's size whatever the temperature.
class SoftmaxForm : public Distillation {
  using Distillation::Distillation;
  double divergence(ArrayRef<float> teacher, ArrayRef<float> student,
                    double share,
                    MutableArrayRef<double> slope) const override {
    auto wanted = logSoftmax(teacher, temperature);
    auto told = logSoftmax(student, temperature);
    double sum = 0;
    for (size_t c = 0; c < told.size(); ++c) {
      double p = std::exp(wanted[c]);
      sum += p * (wanted[c] - told[c]);
      slope[c] += share * temperature * (std::exp(told[c]) - p);
    }
    return temperature * temperature * sum;
  }
};

/// @distill_sigmoid: T^2 sum_c KL([p, 1 - p] of the teacher || [p, 1 - p] of
/// the student) with p = s(z_c / T): equation 9 of Holda et al. 2026 (there T =
/// 1).
class SigmoidForm : public Distillation {
  using Distillation::Distillation;
  double divergence(ArrayRef<float> teacher, ArrayRef<float> student,
                    double share,
                    MutableArrayRef<double> slope) const override {
    double sum = 0;
    for (size_t c = 0; c < student.size(); ++c) {
      double t = teacher[c] / temperature, z = student[c] / temperature;
      double p = sigmoid(t);
      // log s(x) = -softplus(-x), log(1 - s(x)) = -softplus(x)
      sum += p * (softplus(-z) - softplus(-t)) +
             (1 - p) * (softplus(z) - softplus(t));
      slope[c] += share * temperature * (sigmoid(z) - p);
    }
    return temperature * temperature * sum;
  }
};
} // namespace

static Expected<std::vector<double>> sharesOf(ArrayRef<double> given,
                                              size_t numTeachers) {
  if (given.empty())
    return std::vector<double>(numTeachers, 1.0 / numTeachers);
  if (given.size() != numTeachers)
    return trainError(Twine(given.size()) + " teacher weights for " +
                      Twine(numTeachers) + " teachers");
  return given.vec();
}

LossOr makeDistillation(const LossOptions &options, const LossShape &shape) {
  auto shares = sharesOf(options.teacherWeights, shape.numTeachers);
  if (!shares)
    return shares.takeError();
  StringRef form = options.distillForm;
  if (form != "auto" && form != "softmax" && form != "sigmoid")
    return trainError("unknown distillation form '" + form +
                      "'; there are auto, softmax, sigmoid");
  // One logit is a softmax of two, one of which is 0: the sigmoid form.
  if (form == "sigmoid" || shape.outputSize == 1 ||
      (form == "auto" && shape.hasTargets))
    return std::make_unique<SigmoidForm>(options.temperature,
                                         std::move(*shares));
  return std::make_unique<SoftmaxForm>(options.temperature, std::move(*shares));
}

} // namespace ecg
