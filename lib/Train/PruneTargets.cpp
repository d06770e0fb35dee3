// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// With r rounds each keeps the factor f^(1/r) of what the one before left, so
// that the last one ends at the goal itself.

#include "PruneTargets.h"
#include "Settings.h"
#include "ecg/Train/Sensitivity.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <cmath>

using namespace mlir;
using llvm::Error;

namespace ecg {

namespace {

bool isAbout(const PrunableLayer &layer, StringRef name) {
  return llvm::is_contained(layer.layerNames, name);
}

/// In the order of Measure.
constexpr StringLiteral measureNames[numMeasures] = {
    "channels", "parameters", "MACs", "bytes", "instructions"};

} // namespace

Error PruneTargets::prepare(func::FuncOp function, const Dataset *data,
                            const TrainOptions &training) {
  PrunableLayers layers(function);
  if (layers.layers().empty())
    return trainError("the network has no layer that can lose channels");
  for (const PrunableLayer &layer : layers.layers())
    rules.push_back({layer.group->channels, options.minimum, options.align});
  costsBefore = PruneCosts(function, layers).total();
  if (Error error = protectNamed(layers))
    return error;
  if (options.protectWorst)
    if (Error error = protectWorst(function, data, training, layers))
      return error;
  return checkReachable(function, layers);
}

Error PruneTargets::protectNamed(const PrunableLayers &layers) {
  for (StringRef name : options.protect) {
    bool known = false;
    for (auto [i, layer] : llvm::enumerate(layers.layers()))
      if (isAbout(layer, name)) {
        protect(i);
        known = true;
      }
    if (!known)
      return trainError(
          "no layer '" + name + "' to protect can lose channels; there are " +
          llvm::join(llvm::map_range(
                         layers.layers(),
                         [](const PrunableLayer &layer) { return layer.name; }),
                     ", "));
  }
  return Error::success();
}

Error PruneTargets::protectWorst(func::FuncOp function, const Dataset *data,
                                 const TrainOptions &training,
                                 const PrunableLayers &layers) {
  SensitivityOptions how;
  how.bits.clear();
  how.prune = {0.5};
  how.split =
      training.valSplit.empty() ? training.trainSplit : training.valSplit;
  how.output = training.output;
  how.loss = training.loss;
  how.threads = training.threads;
  auto report = analyzeSensitivity(function, *data, how);
  if (!report)
    return report.takeError();
  for (size_t worst : report->worst(0, options.protectWorst))
    for (auto [i, layer] : llvm::enumerate(layers.layers()))
      if (isAbout(layer, report->layers[worst].name))
        protect(i);
  return Error::success();
}

Error PruneTargets::checkReachable(func::FuncOp function,
                                   const PrunableLayers &layers) const {
  PruneCosts costs(function, layers);
  for (auto [i, rule] : llvm::enumerate(rules))
    costs.setWidth(i, rule.nearest(0));
  Budgets budgets = budgetsOf(options.rounds);
  auto exceeded = findExceeded(costs.total(), budgets);
  if (!exceeded)
    return Error::success();
  auto text = [](double number) {
    return std::to_string(std::llround(number));
  };
  return trainError("pruning to " + text(*budgets[size_t(*exceeded)]) + " " +
                    measureNames[size_t(*exceeded)] +
                    " is impossible: with every layer as narrow as it may be " +
                    text(costs.total()[*exceeded]) + " of " +
                    text(costsBefore[*exceeded]) + " are left");
}

double PruneTargets::channelBudget(double share) const {
  double sum = 0;
  for (const WidthRule &rule : rules)
    sum +=
        rule.minimum >= rule.original ? rule.original : share * rule.original;
  return sum;
}

Budgets PruneTargets::budgetsOf(unsigned round) const {
  double exponent = double(round) / options.rounds;
  Budgets budgets;
  auto set = [&](Measure measure, double goal) {
    double before = costsBefore[measure];
    if (goal > 0 && goal < before)
      budgets[size_t(measure)] =
          round == options.rounds ? goal
                                  : before * std::pow(goal / before, exponent);
  };
  set(Measure::Parameters, options.parameters);
  set(Measure::Macs, options.macs);
  set(Measure::Bytes, options.bytes);
  set(Measure::Instructions, options.instructions);
  if (options.keep > 0 && options.isGlobal())
    budgets[size_t(Measure::Channels)] =
        channelBudget(std::pow(options.keep, exponent));
  return budgets;
}

KeptChannels PruneTargets::choose(unsigned round,
                                  ArrayRef<std::vector<double>> scores,
                                  PruneCosts &costs) const {
  std::vector<RankedChannels> layers;
  for (auto [rule, layer] : llvm::zip_equal(rules, scores))
    layers.push_back({rule, layer});
  Budgets budgets = budgetsOf(round);
  if (options.isGlobal())
    return keepByBenefit(layers, costs, costsBefore, budgets,
                         options.macsWeight);
  double share = findShare(layers, costs, budgets);
  if (options.keep > 0)
    share =
        std::min(share, std::pow(options.keep, double(round) / options.rounds));
  return keepShare(layers, costs, share);
}

} // namespace ecg
