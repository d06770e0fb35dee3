// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Strengths of augmentation as text.

#include "Settings.h"
#include "ecg/Train/Augment.h"

using namespace llvm;

namespace ecg {

static AugmentOptions light() {
  AugmentOptions options;
  options.shift = 1;
  options.stretch = 0.05;
  options.amplitude = 0.2;
  options.noise = 0.05;
  options.wander = 0.1;
  return options;
}

static AugmentOptions strong() {
  AugmentOptions options;
  options.shift = 1;
  options.stretch = 0.1;
  options.amplitude = 0.3;
  options.noise = 0.15;
  options.wander = 0.3;
  options.cut = 1.0 / 6;
  return options;
}

AugmentOptions AugmentOptions::undisturbed() const {
  AugmentOptions options = *this;
  options.noise = options.wander = options.leadDropout = options.cut = 0;
  return options;
}

static bool startFrom(AugmentOptions &options, StringRef name) {
  if (name == "none")
    options = AugmentOptions();
  else if (name == "light")
    options = light();
  else if (name == "strong")
    options = strong();
  else
    return false;
  return true;
}

/// The list in docs/training.md.
static std::vector<Setting<AugmentOptions>> settings() {
  using Options = AugmentOptions;
  return {
      {"", "none, light or strong, or key=value", startFrom},
      numberSetting("probability", &Options::probability, 0, 1),
      numberSetting("shift", &Options::shift, 0, 1),
      numberSetting("shift-samples", &Options::shiftSamples, 0, 1e6),
      numberSetting("stretch", &Options::stretch, 0, 0.9),
      numberSetting("amplitude", &Options::amplitude, 0, 1),
      numberSetting("noise", &Options::noise, 0, 1e6),
      numberSetting("wander", &Options::wander, 0, 1e6),
      numberSetting("lead-dropout", &Options::leadDropout, 0, 1),
      numberSetting("cut", &Options::cut, 0, 1),
      numberSetting("features", &Options::features, 0, 1e6),
  };
}

Expected<AugmentOptions> AugmentOptions::parse(StringRef text) {
  auto options = parseSettings("augmentation", text, settings());
  if (options && options->shift && options->shiftSamples)
    return trainError("augmentation options shift and shift-samples exclude "
                      "one another");
  return options;
}

} // namespace ecg
