// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One sample and its loss, written down in a line, and what is expected of it.

#ifndef ECG_TEST_UNIT_TRAIN_LOSSCASE_H
#define ECG_TEST_UNIT_TRAIN_LOSSCASE_H

#include "../Data/TestData.h"
#include "ecg/Train/Loss.h"

namespace ecg::test {

using Values = std::vector<double>;

inline const std::vector<float> kLogits = {1.5, -0.5, 0.25, -2, 0.75};
inline const std::vector<float> kTeacher = {0.5, -1, 2, -1, 1};
inline const std::vector<float> kOther = {0, 0.5, 1, 1.5, -2};
inline const std::vector<float> kClean = {1, -1, 0.5, -2, 0.25};

/// One sample, labelled or with targets, and its loss.
struct Case {
  LossOptions options;
  LossShape shape{5};
  Batch batch;

  explicit Case(llvm::StringRef name) {
    options.name = name.str();
    batch.samples = {0};
    batch.clean = kClean;
  }
  Case &label(int32_t value) {
    shape.hasLabels = true;
    batch.labels = {value};
    return *this;
  }
  Case &targets(std::vector<float> values) {
    shape.hasTargets = true;
    batch.targets = std::move(values);
    return *this;
  }
  Case &reconstructs() {
    shape.reconstructs = true;
    return *this;
  }
  Case &weights(Values values) {
    options.classWeights = std::move(values);
    return *this;
  }
  Case &smoothing(double value) {
    options.labelSmoothing = value;
    return *this;
  }
  Case &teacher(std::vector<float> logits, double weight, double temperature) {
    batch.teacherLogits.push_back(std::move(logits));
    ++shape.numTeachers;
    options.distillWeight = weight;
    options.temperature = temperature;
    return *this;
  }
  std::unique_ptr<SampleLoss> make() const {
    return valueOf(makeLoss(options, shape));
  }
  std::string refusal() const { return messageOf(makeLoss(options, shape)); }
};

/// The gradient against central differences with steps floats hold exactly.
inline void expectGradient(const SampleLoss &loss, const Batch &batch,
                           std::vector<float> output) {
  constexpr float kStep = 0x1p-10f;
  std::vector<float> grad(output.size(), 99);
  loss.compute(batch, 0, output, grad);
  for (size_t k = 0; k < output.size(); ++k) {
    float at = output[k];
    output[k] = at + kStep;
    double above = loss.compute(batch, 0, output, {});
    output[k] = at - kStep;
    double below = loss.compute(batch, 0, output, {});
    output[k] = at;
    double slope = (above - below) / (2 * kStep);
    EXPECT_NEAR(grad[k], slope, 1e-5 * std::max(1.0, std::abs(slope))) << k;
  }
}

/// Loss and gradient are those given, and fit one another.
inline void expectLoss(const Case &test, double value, const Values &gradient,
                       const std::vector<float> &output = kLogits) {
  auto loss = test.make();
  std::vector<float> grad(output.size(), 99);
  EXPECT_NEAR(loss->compute(test.batch, 0, output, grad), value,
              1e-10 * std::max(1.0, std::abs(value)));
  for (size_t k = 0; k < grad.size(); ++k)
    EXPECT_NEAR(grad[k], gradient[k],
                2e-7 * std::max(1.0, std::abs(gradient[k])))
        << k;
  expectGradient(*loss, test.batch, output);
}

} // namespace ecg::test

#endif // ECG_TEST_UNIT_TRAIN_LOSSCASE_H
