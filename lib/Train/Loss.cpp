// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Losses by name, and the sum of what labels and teachers say.

#include "ecg/Train/Loss.h"
#include "LossParts.h"
#include "Settings.h"

using namespace llvm;

namespace ecg {

SampleLoss::~SampleLoss() = default;

namespace {
/// @distill: (1 - w) of the labels' part and w of the teachers'.
class WithTeachers : public SampleLoss {
public:
  WithTeachers(std::unique_ptr<SampleLoss> labels,
               std::unique_ptr<SampleLoss> teachers, double weight)
      : labels(std::move(labels)), teachers(std::move(teachers)),
        weight(weight) {}

  double compute(const Batch &batch, size_t i, ArrayRef<float> output,
                 MutableArrayRef<float> grad) const override {
    SmallVector<float, 32> other(grad.size());
    double told = labels->compute(batch, i, output, grad);
    double followed = teachers->compute(batch, i, output, other);
    for (size_t c = 0; c < grad.size(); ++c)
      grad[c] = (1 - weight) * grad[c] + weight * other[c];
    return (1 - weight) * told + weight * followed;
  }

private:
  std::unique_ptr<SampleLoss> labels, teachers;
  double weight;
};

/// The labels' part where nothing is labelled.
class NoLoss : public SampleLoss {
  double compute(const Batch &, size_t, ArrayRef<float>,
                 MutableArrayRef<float> grad) const override {
    std::fill(grad.begin(), grad.end(), 0.0f);
    return 0;
  }
};

struct LossRow {
  StringRef name;
  LossOr (*make)(const LossOptions &, const LossShape &);
};
} // namespace

static LossOr makeFitting(const LossOptions &options, const LossShape &shape);

static constexpr LossRow rows[] = {
    {"auto", makeFitting},
    {"cross-entropy", makeCrossEntropy},
    {"bce", makeBinaryCrossEntropy},
    {"mse", makeMse},
    {"l1", makeL1},
    {"prd", makePrd},
};

static LossOr makeNamed(const LossOptions &options, const LossShape &shape) {
  auto row = findRow("loss", options.name, rows);
  if (!row)
    return row.takeError();
  return (*row)->make(options, shape);
}

static LossOr makeFitting(const LossOptions &options, const LossShape &shape) {
  LossOptions named = options;
  // First, since recordings to be reconstructed often have labels as well.
  if (shape.reconstructs)
    named.name = "mse";
  else if (shape.hasTargets)
    named.name = "bce";
  else if (shape.hasLabels)
    named.name = "cross-entropy";
  else if (shape.numTeachers)
    return std::make_unique<NoLoss>();
  else
    return trainError("nothing to train for: the data have no labels, and the "
                      "output does not have the shape of the input");
  return makeNamed(named, shape);
}

static Error check(const LossOptions &options) {
  double smoothing = options.labelSmoothing, weight = options.distillWeight;
  double temperature = options.temperature;
  return checkDemands({{smoothing >= 0 && smoothing < 1, "label smoothing",
                        smoothing, "a share from 0 to below 1"},
                       {weight >= 0 && weight <= 1, "distillation weight",
                        weight, "a share from 0 to 1"},
                       {temperature > 0 && std::isfinite(temperature),
                        "temperature", temperature, "a number above 0"}});
}

LossOr makeLoss(const LossOptions &options, const LossShape &shape) {
  if (Error error = check(options))
    return error;
  LossOr labels = makeNamed(options, shape);
  if (!labels || shape.numTeachers == 0)
    return labels;
  LossOr teachers = makeDistillation(options, shape);
  if (!teachers)
    return teachers.takeError();
  return std::make_unique<WithTeachers>(
      std::move(*labels), std::move(*teachers), options.distillWeight);
}

/// The list in docs/training.md.
static std::vector<Setting<LossOptions>> settings() {
  return {
      wordSetting("", &LossOptions::name),
      numberSetting("label-smoothing", &LossOptions::labelSmoothing, 0, 1),
      numbersSetting("class-weights", &LossOptions::classWeights, 0, 1e6),
      numberSetting("distill-weight", &LossOptions::distillWeight, 0, 1),
      numberSetting("temperature", &LossOptions::temperature, 1e-3, 1e6),
      numbersSetting("teacher-weights", &LossOptions::teacherWeights, 0, 1e6),
      wordSetting("distill-form", &LossOptions::distillForm),
  };
}

Expected<LossOptions> LossOptions::parse(StringRef text) {
  return parseSettings("loss", text, settings());
}

} // namespace ecg
