// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Optimizers by name, what their states share, and the clipping of gradients.

#include "ecg/Train/Optimizer.h"
#include "OptimizerParts.h"
#include "Settings.h"
#include <cfloat>
#include <cmath>
#include <cstring>

using namespace llvm;

namespace ecg {

Optimizer::~Optimizer() = default;

/// The steps are the bits of this many floats at the end of a state.
static constexpr size_t kStepFloats = sizeof(uint64_t) / sizeof(float);

std::vector<float> MomentOptimizer::state() const {
  std::vector<float> state = moments;
  state.resize(moments.size() + kStepFloats);
  std::memcpy(state.data() + moments.size(), &steps, sizeof(steps));
  return state;
}

Error MomentOptimizer::setState(ArrayRef<float> state) {
  if (state.size() != moments.size() + kStepFloats)
    return trainError("optimizer state of " + Twine(state.size()) +
                      " values, expected " +
                      Twine(moments.size() + kStepFloats));
  std::copy_n(state.begin(), moments.size(), moments.begin());
  std::memcpy(&steps, state.data() + moments.size(), sizeof(steps));
  return Error::success();
}

namespace {
struct OptimizerRow {
  StringRef name;
  std::unique_ptr<Optimizer> (*make)(const OptimizerOptions &, size_t);
};
} // namespace

static constexpr OptimizerRow rows[] = {
    {"sgd", makeSgd},
    {"adam", makeAdam},
    {"adamw", makeAdamW},
    {"amsgrad", makeAmsGrad},
};

static Error check(const OptimizerOptions &options) {
  auto keeps = [](StringRef what, double share) {
    return Demand{share >= 0 && share < 1, what, share,
                  "a share from 0 to below 1"};
  };
  auto adds = [](StringRef what, double value) {
    return Demand{value >= 0 && std::isfinite(value), what, value,
                  "a number from 0"};
  };
  if (options.nesterov && options.momentum == 0)
    return trainError("nesterov needs momentum");
  return checkDemands(
      {keeps("momentum", options.momentum), keeps("beta1", options.beta1),
       keeps("beta2", options.beta2), adds("epsilon", options.epsilon),
       adds("weight decay", options.weightDecay)});
}

Expected<std::unique_ptr<Optimizer>>
makeOptimizer(const OptimizerOptions &options, size_t numWeights) {
  if (Error error = check(options))
    return error;
  auto row = findRow("optimizer", options.name, rows);
  if (!row)
    return row.takeError();
  return (*row)->make(options, numWeights);
}

double clipGradients(MutableArrayRef<float> gradients, double maxNorm) {
  // Eight sums side by side: four times as fast as one, and just as fixed.
  constexpr size_t kLanes = 8;
  double sums[kLanes] = {};
  size_t whole = gradients.size() / kLanes * kLanes;
  for (size_t i = 0; i < whole; i += kLanes)
    for (size_t lane = 0; lane < kLanes; ++lane)
      sums[lane] += double(gradients[i + lane]) * gradients[i + lane];
  for (size_t i = whole; i < gradients.size(); ++i)
    sums[i - whole] += double(gradients[i]) * gradients[i];
  double sum = 0;
  for (double lane : sums)
    sum += lane;
  double norm = std::sqrt(sum);
  if (norm > maxNorm && std::isfinite(norm)) {
    float scale = maxNorm / norm;
    for (float &gradient : gradients)
      gradient *= scale;
  }
  return norm;
}

/// The list in docs/training.md.
static std::vector<Setting<OptimizerOptions>> settings() {
  using Options = OptimizerOptions;
  return {
      wordSetting("", &Options::name),
      numberSetting("momentum", &Options::momentum, 0, 1),
      flagSetting("nesterov", &Options::nesterov),
      numberSetting("beta1", &Options::beta1, 0, 1),
      numberSetting("beta2", &Options::beta2, 0, 1),
      numberSetting("epsilon", &Options::epsilon, 0, 1),
      numberSetting("weight-decay", &Options::weightDecay, 0, DBL_MAX),
  };
}

Expected<OptimizerOptions> OptimizerOptions::parse(StringRef text) {
  return parseSettings("optimizer", text, settings());
}

} // namespace ecg
