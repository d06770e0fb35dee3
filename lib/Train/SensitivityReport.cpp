// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The values an analysis of sensitivities takes and gives.

#include "ecg/Exec/Evaluate.h"
#include "ecg/Metrics/Difference.h"
#include "ecg/Train/Sensitivity.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace ecg {

Error SensitivityOptions::check() const {
  for (unsigned bit : bits)
    if (bit < 2 || bit > 16)
      return createStringError("cannot round to %u bits: 2 to 16 are possible",
                               bit);
  for (double share : prune)
    if (!(share > 0 && share < 1))
      return createStringError(
          "cannot prune a share of %g: it must be between 0 and 1", share);
  return Error::success();
}

std::vector<Perturbation> SensitivityOptions::perturbations() const {
  std::vector<Perturbation> all;
  for (auto kind : {Perturbation::Weights, Perturbation::Output})
    for (unsigned bit : bits)
      all.push_back({kind, bit});
  for (double share : prune)
    all.push_back({Perturbation::Pruned, 0, share});
  return all;
}

std::string Perturbation::name() const {
  if (kind == Pruned) {
    std::string text;
    raw_string_ostream(text) << format("pruned_%g", 100 * share);
    return text;
  }
  return (kind == Weights ? "weights_int" : "output_int") +
         std::to_string(bits);
}

std::vector<size_t> SensitivityReport::worst(size_t perturbation,
                                             size_t count) const {
  std::vector<std::pair<double, size_t>> order;
  size_t measured = 0;
  for (auto [i, layer] : enumerate(layers)) {
    const std::optional<Effect> &effect = layer.effects[perturbation];
    measured += effect.has_value();
    if (effect && effect->sqnr < SignalToNoise::mostDecibels)
      order.push_back({effect->sqnr, i});
  }
  sort(order);
  order.resize(std::min({count, measured / 2, order.size()}));
  std::vector<size_t> worst;
  for (auto [sqnr, i] : order)
    worst.push_back(i);
  return worst;
}

std::optional<size_t> findLabelledOutput(const Program &program,
                                         size_t output) {
  bool isSignal = count_if(program.outputs()[output].shape,
                           [](int64_t dim) { return dim != 1; }) > 1;
  if (isSignal || reconstructedInput(program, output))
    return std::nullopt;
  return output;
}

} // namespace ecg
