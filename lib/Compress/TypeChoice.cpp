// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Dynamic programming, a layer after the other (docs/numerics.md
// `@type_choice`).

#include "ecg/Compress/TypeChoice.h"
#include <algorithm>
#include <cmath>
#include <limits>

using llvm::ArrayRef;

namespace ecg {

namespace {

constexpr double kUnits = 1 << 15;
constexpr double kNever = std::numeric_limits<double>::infinity();
constexpr uint8_t kNone = 255;

/// The least loss of the first layers for each cost up to the budget, and the
/// option of the last of them that leads there.
struct Stage {
  std::vector<double> losses;
  std::vector<uint8_t> options;
};

Stage addLayer(const std::vector<double> &before, ArrayRef<TypeOption> layer,
               double unit) {
  Stage after{std::vector<double>(before.size(), kNever),
              std::vector<uint8_t>(before.size(), kNone)};
  for (size_t option = 0; option < layer.size(); ++option) {
    double units = std::ceil(layer[option].cost / unit);
    if (units >= static_cast<double>(before.size()))
      continue;
    auto cost = static_cast<size_t>(units);
    for (size_t i = cost; i < before.size(); ++i) {
      double loss = before[i - cost] + layer[option].loss;
      if (loss < after.losses[i]) {
        after.losses[i] = loss;
        after.options[i] = static_cast<uint8_t>(option);
      }
    }
  }
  return after;
}

} // namespace

std::optional<std::vector<size_t>>
chooseTypes(ArrayRef<std::vector<TypeOption>> layers, double budget) {
  if (budget < 0)
    return std::nullopt;
  double unit = std::max(1.0, budget / kUnits);
  // Losses of what costs at most i units: nothing is lost before the first.
  std::vector<double> losses(static_cast<size_t>(budget / unit) + 1, 0.0);
  std::vector<Stage> stages;
  for (const std::vector<TypeOption> &layer : layers) {
    stages.push_back(addLayer(losses, layer, unit));
    losses = stages.back().losses;
  }
  size_t left = losses.size() - 1;
  std::vector<size_t> chosen(layers.size());
  for (size_t l = layers.size(); l-- > 0;) {
    uint8_t option = stages[l].options[left];
    if (option == kNone)
      return std::nullopt;
    chosen[l] = option;
    left -= static_cast<size_t>(std::ceil(layers[l][option].cost / unit));
  }
  return chosen;
}

} // namespace ecg
